package io.freshet.gateway.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.freshet.model.json.FreshetJson;
import io.freshet.model.json.JsonToAvro;
import io.freshet.model.json.Transcoded;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One event per line. A bad line is one rejected event, and the next line goes on; blank lines are nothing. */
final class LineReader {
    private final Judge judge;

    LineReader(Judge judge) {
        this.judge = judge;
    }

    void read(byte[] bytes, int from, int to, JsonToAvro transcoder, Verdicts into) {
        boolean room = true;
        for (int at = from; at < to && room; ) {
            int lineEnd = Blank.lineEnd(bytes, at, to);
            int first = Blank.skip(bytes, at, lineEnd);
            int last = Blank.trim(bytes, first, lineEnd);
            room = first == last || into.add(line(bytes, first, last, transcoder));
            at = lineEnd + 1;
        }
    }

    private Verdict line(byte[] bytes, int from, int to, JsonToAvro transcoder) {
        Original original = new Original(bytes, from, to);
        if (judge.isOversize(from, to)) {
            return judge.oversize(transcoder.type(), null, null, original);
        }
        try (JsonParser parser = FreshetJson.parser(bytes, from, to)) {
            parser.nextToken();
            Transcoded transcoded = transcoder.transcode(parser);
            if (transcoded instanceof Transcoded.Encoded && parser.nextToken() != null) {
                return judge.malformed(transcoder.type(), "More than one value on the line.", original);
            }
            return judge.verdict(transcoded, transcoder.type(), Facts.NONE, original);
        } catch (JsonProcessingException e) {
            return judge.malformed(transcoder.type(), e, original);
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory could not be read", e);
        }
    }
}
