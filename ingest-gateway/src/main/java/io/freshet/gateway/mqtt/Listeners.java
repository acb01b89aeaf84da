package io.freshet.gateway.mqtt;

import io.freshet.gateway.admission.Credentials;
import io.freshet.gateway.door.PeerCertificate;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.impl.NetSocketInternal;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One event loop's share of all that listens: each socket is served by the loop that accepted it. */
public final class Listeners extends AbstractVerticle {
    private static final Logger LOG = Logger.getLogger(Listeners.class);
    private static final long LOOK_MILLIS = 20;

    private final Mqtt mqtt;
    private final List<Port> ports;
    private final List<NetServer> guarded = new CopyOnWriteArrayList<>();
    private final Loop loop = new Loop();
    private boolean isLeaving;

    /**
     * Something that listens.
     *
     * @param options with host, port and, where it has one, TLS
     * @param webSocket whether MQTT comes in WebSocket frames
     */
    public record Port(NetServerOptions options, boolean webSocket) {}

    public Listeners(Mqtt mqtt, List<Port> ports) {
        this.mqtt = mqtt;
        this.ports = ports;
    }

    @Override
    public void start(Promise<Void> started) {
        loop.start(vertx);
        List<Future<?>> all = new ArrayList<>();
        for (Port port : ports) {
            NetServer server = vertx.createNetServer(new NetServerOptions(port.options()));
            if (port.options().isSsl()) {
                guarded.add(server);
            }
            server.connectHandler(socket -> accept(socket, port.webSocket()));
            server.exceptionHandler(e -> LOG.debugf("A connection could not be made. reason=%s", e.getMessage()));
            all.add(server.listen());
        }
        Future.all(all).<Void>mapEmpty().onComplete(started);
    }

    /** Nobody new is let in; those who are here go when all that they sent is answered. */
    @Override
    public void stop(Promise<Void> stopped) {
        isLeaving = true;
        loop.all().forEach(Connection::leave);
        vertx.setPeriodic(LOOK_MILLIS, timer -> {
            if (loop.all().isEmpty()) {
                vertx.cancelTimer(timer);
                stopped.tryComplete();
            }
        });
    }

    /** Connections that are made from now on are shown other certificates. Any thread. */
    public void renew(SSLOptions certificates) {
        for (NetServer server : guarded) {
            server.updateSSLOptions(certificates)
                    .onFailure(e -> LOG.errorf("New certificates are not used. reason=%s", e.getMessage()));
        }
    }

    private void accept(NetSocket socket, boolean webSocket) {
        NetSocketInternal internal = (NetSocketInternal) socket;
        ChannelHandlerContext channel = internal.channelHandlerContext();
        if (isLeaving) {
            close(channel);
            return;
        }
        if (mqtt.own().connections() >= mqtt.settings().connections()) {
            mqtt.own().closed("too-many");
            close(channel);
            return;
        }
        mqtt.own().connections(1);
        Wire.set(channel, mqtt.settings().packetBytes(), webSocket);
        Context context = vertx.getOrCreateContext();
        Accepted accepted = new Accepted(socket, channel, context);
        internal.messageHandler(accepted::handle);
        internal.eventHandler(accepted::event);
        internal.exceptionHandler(e -> {
            LOG.debugf("A connection failed. reason=%s", e.getMessage());
            close(channel);
        });
        internal.closeHandler(v -> accepted.closed());
        if (!webSocket) {
            accepted.begin(null);
        } else {
            vertx.setTimer(mqtt.settings().connectPatience().toMillis(), timer -> accepted.beginOrClose());
        }
    }

    private static void close(ChannelHandlerContext channel) {
        ChannelFuture unused = channel.close();
    }

    /** A socket; a WebSocket's connection begins when its handshake is done. */
    private final class Accepted {
        private final NetSocket socket;
        private final ChannelHandlerContext channel;
        private final Context context;
        private @Nullable Connection connection;

        Accepted(NetSocket socket, ChannelHandlerContext channel, Context context) {
            this.socket = socket;
            this.channel = channel;
            this.context = context;
        }

        void begin(@Nullable String origin) {
            List<Certificate> chain = chain();
            Credentials certificate = PeerCertificate.of(chain);
            Connection begun = new Connection(
                    mqtt,
                    loop,
                    context,
                    channel,
                    new Entrance(
                            mqtt,
                            ((InetSocketAddress) channel.channel().remoteAddress()).getAddress(),
                            certificate,
                            name(chain),
                            origin),
                    certificate);
            connection = begun;
            loop.add(begun);
        }

        void beginOrClose() {
            if (connection == null) {
                mqtt.own().closed("connect-timeout");
                close(channel);
            }
        }

        void handle(Object message) {
            Connection begun = connection;
            if (begun == null) {
                ReferenceCountUtil.release(message);
            } else {
                begun.handle(message);
            }
        }

        void event(Object event) {
            if (event instanceof HandshakeComplete done && connection == null) {
                begin(done.requestHeaders().get(HttpHeaderNames.ORIGIN));
            }
            ReferenceCountUtil.release(event);
        }

        void closed() {
            mqtt.own().connections(-1);
            Connection begun = connection;
            if (begun != null) {
                begun.gone();
            }
        }

        private List<Certificate> chain() {
            try {
                return socket.isSsl() ? socket.peerCertificates() : List.of();
            } catch (SSLPeerUnverifiedException e) {
                return List.of();
            }
        }

        private static @Nullable String name(List<Certificate> chain) {
            return !chain.isEmpty() && chain.getFirst() instanceof X509Certificate certificate
                    ? PeerCertificate.commonName(certificate)
                    : null;
        }
    }
}
