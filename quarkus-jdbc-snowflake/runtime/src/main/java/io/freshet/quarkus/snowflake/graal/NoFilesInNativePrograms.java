package io.freshet.quarkus.snowflake.graal;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import net.snowflake.client.api.exception.ErrorCode;
import net.snowflake.client.api.exception.SnowflakeSQLException;
import net.snowflake.client.internal.core.SFSession;
import net.snowflake.client.internal.jdbc.cloud.storage.SnowflakeStorageClient;
import net.snowflake.client.internal.jdbc.cloud.storage.StageInfo;
import net.snowflake.client.internal.jdbc.cloud.storage.StorageObjectMetadata;
import net.snowflake.client.jdbc.internal.snowflake.common.core.RemoteStoreFileEncryptionMaterial;

/**
 * Leaves the SDKs of three clouds out of native programs, 40 MB that only PUT and GET use: those fail with a sentence. Also reached when a
 * very large batch of bind values would travel through a stage.
 */
@TargetClass(className = "net.snowflake.client.internal.jdbc.cloud.storage.StorageClientFactory")
final class NoFilesInNativePrograms {

    @Substitute
    public SnowflakeStorageClient createClient(
            StageInfo stage, int parallel, RemoteStoreFileEncryptionMaterial encryption, SFSession session)
            throws SnowflakeSQLException {
        throw new SnowflakeSQLException(ErrorCode.FEATURE_UNSUPPORTED, Sentence.NO_FILES);
    }

    @Substitute
    public StorageObjectMetadata createStorageMetadataObj(StageInfo.StageType stageType) {
        throw new UnsupportedOperationException(Sentence.NO_FILES);
    }
}
