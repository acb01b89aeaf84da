package sample;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WarehouseTest {

    @Test
    void answersFromTheStandIn() {
        assertThat(get("/version").then().statusCode(200).extract().asString()).matches("\\d+\\..+");
    }

    @Test
    void standsInTheReadmeAsItIs() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));

        assertThat(readme).contains(Files.readString(Path.of("src/main/java/sample/Warehouse.java")));
    }
}
