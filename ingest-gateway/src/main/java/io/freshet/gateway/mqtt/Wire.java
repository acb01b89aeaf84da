package io.freshet.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.MessageToMessageDecoder;
import io.netty.handler.codec.MessageToMessageEncoder;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.flow.FlowControlHandler;
import java.util.List;

/** Sets up what stands between a socket and its {@link Connection}. */
final class Wire {
    static final String PATH = "/mqtt";

    /** A standing connection needs little; a busy one gets more by itself. */
    private static final int LEAST_READ = 256;

    private static final int MOST_READ = 16 << 10;
    private static final int HANDSHAKE_BYTES = 16 << 10;
    private static final long HANDSHAKE_MILLIS = 10_000;
    private static final String HANDLER = "handler";
    private static final String ENCODER = "mqtt-encoder";

    private Wire() {}

    static void set(ChannelHandlerContext context, int packetBytes, boolean webSocket) {
        Channel channel = context.channel();
        channel.config().setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(LEAST_READ, LEAST_READ, MOST_READ));
        ChannelPipeline pipeline = context.pipeline();
        pipeline.addBefore(HANDLER, ENCODER, MqttEncoder.INSTANCE);
        pipeline.addBefore(HANDLER, "mqtt-decoder", new MqttDecoder(packetBytes, Names.LONGEST_CLIENT));
        // Whoever is not read gets no packet that has come already.
        pipeline.addBefore(HANDLER, "mqtt-flow", new FlowControlHandler());
        if (webSocket) {
            pipeline.addBefore(ENCODER, "http-codec", new HttpServerCodec());
            pipeline.addBefore(ENCODER, "http-aggregator", new HttpObjectAggregator(HANDSHAKE_BYTES));
            pipeline.addBefore(
                    ENCODER,
                    "websocket",
                    new WebSocketServerProtocolHandler(
                            PATH, "mqtt,mqttv3.1,mqttv3.1.1", false, packetBytes, HANDSHAKE_MILLIS));
            pipeline.addBefore(ENCODER, "frames-out", new Frames());
            pipeline.addBefore(ENCODER, "frames-in", new Bytes());
        }
    }

    /** Packets need not end where frames do; frames of text are none of MQTT's (6.0). */
    private static final class Bytes extends MessageToMessageDecoder<WebSocketFrame> {
        @Override
        protected void decode(ChannelHandlerContext context, WebSocketFrame frame, List<Object> out) {
            if (!(frame instanceof BinaryWebSocketFrame) && !(frame instanceof ContinuationWebSocketFrame)) {
                throw new CorruptedWebSocketFrameException(
                        WebSocketCloseStatus.INVALID_MESSAGE_TYPE, "MQTT comes in binary frames");
            }
            out.add(frame.content().retain());
        }
    }

    private static final class Frames extends MessageToMessageEncoder<ByteBuf> {
        @Override
        protected void encode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) {
            out.add(new BinaryWebSocketFrame(bytes.retain()));
        }
    }
}
