package io.gauger.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An archive made by a test, deployed by Arquillian through our container. Only JUnit's assertions here: the class also
 * runs inside the server, which has no others.
 */
@Tag("once")
@ArquillianTest
class ArquillianDeploymentIT {

    @Inject
    private BeanManager beans;

    @Deployment
    static WebArchive hello() {
        return ShrinkWrap.create(WebArchive.class, "hello.war")
                .addClass(HelloServlet.class)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }

    @Test
    @RunAsClient
    void theApplicationAnswersOnTheLoopbackAddress(@ArquillianResource URI application) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(application.resolve("hello")).build(), BodyHandlers.ofString());

        assertEquals("127.0.0.1", application.getHost());
        assertEquals("/hello/", application.getPath());
        assertEquals(200, response.statusCode());
        assertEquals("hello", response.body());
    }

    @Test
    void aTestRunsInsideTheServerWithItsBeans() {
        assertNotNull(beans, "the server's bean manager");
        assertNull(System.getProperty("gauger.work"), "a property that only the tests outside have");
    }
}
