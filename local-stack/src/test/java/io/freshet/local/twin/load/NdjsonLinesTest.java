package io.freshet.local.twin.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NdjsonLinesTest {

    @Test
    void givesEachLineItsNumberAndLeavesOutBlankOnes() throws Exception {
        assertThat(lines(Zstd.compress("a\n\n  \r\nbb\nccc".getBytes(UTF_8)))).containsExactly("1:a", "4:bb", "5:ccc");
        assertThat(lines(Zstd.compress("a\n".getBytes(UTF_8)))).containsExactly("1:a");
        assertThat(lines(Zstd.compress(new byte[0]))).isEmpty();
    }

    @Test
    void joinsLinesThatAreLongerThanABuffer() throws Exception {
        String line = "x".repeat(200_000);
        assertThat(lines(Zstd.compress((line + "\n" + line + "y\n").getBytes(UTF_8))))
                .containsExactly("1:" + line, "2:" + line + "y");
    }

    @Test
    void refusesARowThatIsTooLong() {
        byte[] row = new byte[NdjsonLines.MAX_ROW_BYTES + 1];
        Arrays.fill(row, (byte) 'x');
        assertThatThrownBy(() -> lines(Zstd.compress(row))).isInstanceOf(BadFileException.class);
    }

    @Test
    void refusesAFileThatInflatesWithoutEnd() {
        byte[] blankLines = new byte[32 * 1024 * 1024];
        Arrays.fill(blankLines, (byte) '\n');
        byte[] frame = Zstd.compress(blankLines);
        byte[] bomb = new byte[frame.length * 33];
        for (int i = 0; i < bomb.length; i++) {
            bomb[i] = frame[i % frame.length];
        }
        assertThatThrownBy(() -> lines(bomb)).hasMessageContaining("inflates to more than");
    }

    @Test
    void refusesWhatIsNotZstdOrNotAllOfIt() {
        byte[] whole = Zstd.compress("abc\n".repeat(10_000).getBytes(UTF_8));
        assertThatThrownBy(() -> lines(Arrays.copyOf(whole, whole.length - 4))).isInstanceOf(BadFileException.class);
        assertThatThrownBy(() -> lines("plain text".getBytes(UTF_8))).isInstanceOf(BadFileException.class);
    }

    private static List<String> lines(byte[] compressed) throws IOException, BadFileException {
        List<String> lines = new ArrayList<>();
        try (NdjsonLines rows = new NdjsonLines(new ByteArrayInputStream(compressed))) {
            while (rows.next()) {
                lines.add(rows.number() + ":" + new String(rows.bytes(), 0, rows.length(), UTF_8));
            }
        }
        return lines;
    }
}
