package io.freshet.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.gateway.catalogue.ServedType;
import io.freshet.gateway.intake.Decoded;
import io.freshet.gateway.intake.Facts;
import io.freshet.gateway.intake.Item;
import io.freshet.gateway.intake.Items;
import io.freshet.gateway.intake.Original;
import io.freshet.gateway.intake.form.Form;
import io.freshet.gateway.outcome.Answer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Objects;

/** One event in a query string, for pages that can do no more than show an image. */
final class PixelDialect implements Dialect {

    @Override
    public String protocol() {
        return NativeDialect.PROTOCOL;
    }

    @Override
    public String contentType(RequestHead head) {
        return RequestHead.FORM;
    }

    @Override
    public Decoded decode(Arrival arrival) {
        String query = arrival.query() == null ? "" : arrival.query();
        return form(query.getBytes(UTF_8), Objects.requireNonNull(arrival.type()));
    }

    /** One event of the path's type. */
    static Decoded form(byte[] encoded, ServedType type) {
        List<Form.Field> fields = Form.parse(new String(encoded, UTF_8));
        Items items = new Items(1);
        if (!fields.isEmpty()) {
            items.add(new Item.Event(
                    type.name(),
                    Form.event(fields, type.type().schema()),
                    new Original(encoded, 0, encoded.length),
                    Facts.NONE));
        }
        return items.decoded();
    }

    @Override
    public void answer(HttpServerRequest request, Answer answer) {
        if (answer.isPassing()) {
            Reply.send(request, answer);
        } else {
            Reply.pixel(request);
        }
    }
}
