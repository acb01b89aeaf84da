package io.freshet.processor.declare;

import com.google.api.expr.v1alpha1.SourceInfo;

/** Where the parts of an expression stand in its text. */
record CelText(String text, SourceInfo info) {
    int offsetOf(long id) {
        return info.getPositionsOrDefault(id, 0);
    }
}
