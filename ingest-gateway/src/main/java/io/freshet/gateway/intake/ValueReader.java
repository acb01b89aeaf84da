package io.freshet.gateway.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.model.json.FreshetJson;
import io.freshet.model.json.JsonToAvro;
import io.freshet.model.json.Transcoded;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One JSON text: an object, or an array of objects. After a syntax error all that follows is one rejected event. */
final class ValueReader {
    private final Judge judge;

    ValueReader(Judge judge) {
        this.judge = judge;
    }

    void readOne(byte[] bytes, int from, int to, JsonToAvro transcoder, Verdicts into) {
        new Pass(bytes, from, to, transcoder, into).run(false);
    }

    void readArray(byte[] bytes, int from, int to, JsonToAvro transcoder, Verdicts into) {
        new Pass(bytes, from, to, transcoder, into).run(true);
    }

    /** One pass over one body. One thread. */
    private final class Pass {
        private final byte[] bytes;
        private final int from;
        private final int to;
        private final JsonToAvro transcoder;
        private final Verdicts into;
        /** Everything before this has its verdict. */
        private int judged;

        Pass(byte[] bytes, int from, int to, JsonToAvro transcoder, Verdicts into) {
            this.bytes = bytes;
            this.from = from;
            this.to = to;
            this.transcoder = transcoder;
            this.into = into;
            this.judged = from;
        }

        void run(boolean array) {
            try (JsonParser parser = FreshetJson.parser(bytes, from, to)) {
                parser.nextToken();
                boolean readOn = array ? elements(parser) : event(parser);
                if (readOn && Blank.skip(bytes, judged, to) < to) {
                    into.add(judge.malformed(
                            transcoder.type(),
                            "The body goes on after its JSON text has ended.",
                            original(Blank.skip(bytes, judged, to), to)));
                }
            } catch (JsonProcessingException e) {
                into.add(judge.malformed(transcoder.type(), e, original(nextEvent(), to)));
            } catch (IOException e) {
                throw new UncheckedIOException("Bytes in memory could not be read", e);
            }
        }

        /** @return whether the array was read to its end */
        private boolean elements(JsonParser parser) throws IOException {
            judged = from + 1;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (!event(parser)) {
                    return false;
                }
            }
            judged = offset(parser);
            return true;
        }

        /** @return whether reading can go on after this event */
        private boolean event(JsonParser parser) throws IOException {
            int start = from + (int) parser.currentTokenLocation().getByteOffset();
            Transcoded transcoded = transcoder.transcode(parser);
            if (transcoded instanceof Transcoded.Refused refused && !refused.resumable()) {
                into.add(judge.verdict(refused, transcoder.type(), Facts.NONE, original(start, to)));
                return false;
            }
            parser.finishToken();
            judged = offset(parser);
            return into.add(judge.verdict(transcoded, transcoder.type(), Facts.NONE, original(start, judged)));
        }

        private Original original(int from, int to) {
            return new Original(bytes, from, to);
        }

        private int offset(JsonParser parser) {
            return from + (int) parser.currentLocation().getByteOffset();
        }

        /** Where the event begins that could not be read: behind the white space and comma that follow the last one. */
        private int nextEvent() {
            int at = Blank.skip(bytes, judged, to);
            int next = at < to && bytes[at] == ',' ? Blank.skip(bytes, at + 1, to) : at;
            return next < to ? next : Math.min(judged, to - 1);
        }
    }
}
