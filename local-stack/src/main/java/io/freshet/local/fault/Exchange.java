package io.freshet.local.fault;

/**
 * One request that went to upstream.
 *
 * @param path without the query
 * @param bytes of its body, frames included
 * @param sha256 of its content, without the frames in which S3 clients sign it piece by piece; hex
 * @param status of upstream's answer; 0 when none came
 */
public record Exchange(String method, String path, long bytes, String sha256, int status) {
    public boolean succeeded() {
        return status >= 200 && status < 300;
    }
}
