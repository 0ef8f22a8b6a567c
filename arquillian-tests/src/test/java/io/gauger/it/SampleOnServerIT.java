package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.server.BuiltFiles;
import io.gauger.server.Deployment;
import io.gauger.server.RunningServer;
import io.gauger.server.Servers;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** The sample application as built, started as a user starts it. */
class SampleOnServerIT {

    @Test
    void theSampleAnswersAtTheRootContext() throws Exception {
        try (RunningServer server = Servers.selected().start(Deployment.of(BuiltFiles.sampleWar()))) {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(server.baseUri()).build(), BodyHandlers.ofString());

            assertThat(response.statusCode()).isBetween(200, 499);
        }
    }
}
