package io.freshet.processor.watermark;

/**
 * One partition of one source of a job.
 *
 * @param source index of the source in the job's declaration
 */
public record SourceId(int source, int partition) {

    /** As a number that sorts by source, then partition; never negative. */
    public long number() {
        return (long) source << Integer.SIZE | partition;
    }

    public static SourceId of(long number) {
        return new SourceId((int) (number >>> Integer.SIZE), (int) number);
    }
}
