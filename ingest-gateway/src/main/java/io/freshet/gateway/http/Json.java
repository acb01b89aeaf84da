package io.freshet.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.freshet.gateway.outcome.Answer;
import io.freshet.gateway.outcome.Outcome;
import io.freshet.gateway.outcome.StreamAnswer;
import io.freshet.model.Reason;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Answers and problems as JSON. Any thread. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int OUTCOME_BYTES = 96;

    private Json() {}

    static Buffer of(Answer answer) {
        Buffer accepted = AcceptedJson.of(answer);
        return accepted == null ? written(answer) : accepted;
    }

    static Buffer written(Answer answer) {
        List<Outcome> outcomes = answer.outcomes();
        return write(OUTCOME_BYTES * (outcomes.size() + 1), json -> {
            json.writeNumberField("accepted", answer.accepted());
            json.writeNumberField("rejected", answer.rejected());
            json.writeNumberField("retry", answer.retry());
            json.writeArrayFieldStart("events");
            for (int i = 0; i < outcomes.size(); i++) {
                write(json, i, outcomes.get(i));
            }
            json.writeEndArray();
        });
    }

    static Buffer of(StreamAnswer answer) {
        return write(OUTCOME_BYTES * (answer.listed().size() + 1), json -> {
            json.writeNumberField("accepted", answer.accepted());
            json.writeNumberField("rejected", answer.rejected());
            json.writeNumberField("retry", answer.retry());
            Reason stopped = answer.stopped();
            if (stopped != null) {
                json.writeStringField("stopped", stopped.slug());
                json.writeNumberField("unread_from", answer.events());
            }
            if (!answer.isAllListed()) {
                json.writeStringField("listed", "not-accepted");
            }
            json.writeArrayFieldStart("events");
            for (StreamAnswer.Listed each : answer.listed()) {
                write(json, each.index(), each.outcome());
            }
            json.writeEndArray();
        });
    }

    static Buffer of(Problem problem) {
        return write(2 * OUTCOME_BYTES, json -> {
            json.writeStringField("type", problem.type());
            json.writeStringField("title", problem.title());
            json.writeNumberField("status", problem.status());
            json.writeStringField("detail", problem.detail());
        });
    }

    private static void write(JsonGenerator json, long index, Outcome outcome) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", index);
        switch (outcome) {
            case Outcome.Accepted accepted -> head(json, "accepted", accepted.id());
            case Outcome.Rejected rejected -> {
                head(json, "rejected", rejected.id());
                json.writeStringField("reason", rejected.reason().slug());
                json.writeStringField("pointer", rejected.pointer());
                json.writeStringField("detail", rejected.detail());
            }
            case Outcome.Retry retry -> {
                head(json, "retry", retry.id());
                json.writeStringField("reason", retry.reason().slug());
            }
        }
        json.writeEndObject();
    }

    private static void head(JsonGenerator json, String outcome, String id) throws IOException {
        json.writeStringField("outcome", outcome);
        json.writeStringField("id", id);
    }

    private static Buffer write(int expectedBytes, Fields fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(expectedBytes);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return Buffer.buffer(out.toByteArray());
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}
