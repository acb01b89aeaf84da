package io.freshet.relay.source;

import io.freshet.relay.cut.CutPolicy;
import io.freshet.relay.cut.ObjectKeys;
import io.freshet.relay.encode.Codec;
import io.freshet.relay.encode.Format;

/** How one topic is relayed: when its files end, how they are named, what stands in them. */
public record TopicRule(CutPolicy cut, ObjectKeys keys, Format format, Codec codec) {}
