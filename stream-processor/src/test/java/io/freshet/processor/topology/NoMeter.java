package io.freshet.processor.topology;

import io.freshet.model.Reason;
import java.util.ArrayList;
import java.util.List;

/** Remembers what went wrong, and nothing else. */
final class NoMeter implements JobMeter {
    final List<Reason> rejected = new ArrayList<>();
    int heldBack;
    int uncertain;
    int late;

    @Override
    public void in() {}

    @Override
    public void clamped() {}

    @Override
    public void leftOut() {}

    @Override
    public void withoutGroup() {}

    @Override
    public void heldBack() {
        heldBack++;
    }

    @Override
    public void uncertain() {
        uncertain++;
    }

    @Override
    public void result() {}

    @Override
    public void late() {
        late++;
    }

    @Override
    public void rejected(Reason reason) {
        rejected.add(reason);
    }

    @Override
    public void windowsClosed(int count) {}

    @Override
    public void watermark(int task, long time) {}

    @Override
    public void gone(int task) {}
}
