package io.freshet.processor.watermark;

/**
 * What the reader of a source partition tells everybody who keeps windows, behind the records that it covers.
 *
 * @param watermark the latest event time that this reader has seen; {@link Long#MIN_VALUE} where it has seen none
 * @param quietMillis of an idle source: for how long nothing has come
 */
public record Progress(SourceId source, long watermark, Activity activity, long quietMillis) {}
