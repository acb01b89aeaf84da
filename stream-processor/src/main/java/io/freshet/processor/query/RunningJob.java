package io.freshet.processor.query;

import io.freshet.processor.declare.JobPlan;
import org.apache.kafka.streams.KafkaStreams;

/** A job of this process that runs, or is about to. */
public record RunningJob(JobPlan plan, KafkaStreams streams) {}
