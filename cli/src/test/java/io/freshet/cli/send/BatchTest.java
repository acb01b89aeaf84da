package io.freshet.cli.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {

    @Test
    void handsOutTheRowsReadBeforeTheReaderThrewAndThrowsThen() throws IOException {
        IOException failure = new IOException("the disk is gone");
        Batch batch = new Batch(new BrokenRows(2, failure));

        assertThat(batch.next()).extracting(Row::line).containsExactly(1L, 2L);
        assertThatThrownBy(batch::next).isSameAs(failure);
    }

    @Test
    void handsOutWhatComesBackBeforeItThrows() throws IOException {
        SendFailure failure = new SendFailure("not CSV");
        Batch batch = new Batch(new BrokenRows(2, failure));
        List<Row> first = batch.next();
        batch.again(first);

        assertThat(batch.next()).isEqualTo(first);
        assertThatThrownBy(batch::next).isSameAs(failure);
    }

    @Test
    void throwsAtOnceWhenNoRowWasRead() {
        Batch batch = new Batch(new BrokenRows(0, new SendFailure("not CSV")));

        assertThatThrownBy(batch::next).hasMessage("not CSV");
    }
}
