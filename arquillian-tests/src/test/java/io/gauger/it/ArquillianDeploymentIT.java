package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** An archive made by a test, deployed by Arquillian through our container. */
@ArquillianTest
class ArquillianDeploymentIT {

    @ArquillianResource
    private URI application;

    @Deployment(testable = false)
    static WebArchive hello() {
        return ShrinkWrap.create(WebArchive.class, "hello.war").addClass(HelloServlet.class);
    }

    @Test
    void theDeployedApplicationAnswersOnTheLoopbackAddress() throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(application.resolve("hello")).build(), BodyHandlers.ofString());

        assertThat(application).hasHost("127.0.0.1").hasPath("/hello/");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("hello");
    }
}
