package io.gauger.server;

import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * The {@code domain.xml} of a GlassFish domain. It opens nine ports, most of them on every address; what is not needed
 * is switched off, the rest bound to the loopback address.
 */
final class GlassFishDomain {

    private static final String SERVER = "/domain/configs/config[@name='server-config']/";
    private static final String LISTENERS = SERVER + "network-config/network-listeners/network-listener";

    private final Document document;
    private final XPath xpath = XPathFactory.newInstance().newXPath();

    private GlassFishDomain(Document document) {
        this.document = document;
    }

    /** Rewrites the file so that the server listens on two ports of the loopback address and nowhere else. */
    static void listenOnlyOn(int port, int adminPort, Path file) {
        try {
            GlassFishDomain domain = new GlassFishDomain(
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
            domain.listen("http-listener-1", port);
            domain.listen("admin-listener", adminPort);
            domain.set(LISTENERS + "[@name='http-listener-2']", "enabled", "false");
            domain.set(SERVER + "admin-service/jmx-connector", "enabled", "false");
            domain.useNoMessageBroker();
            domain.remove(SERVER + "iiop-service/iiop-listener");
            domain.removeRemoteShell();
            TransformerFactory.newInstance()
                    .newTransformer()
                    .transform(new DOMSource(domain.document), new StreamResult(file.toFile()));
        } catch (Exception e) {
            throw new IllegalStateException("Could not rewrite " + file, e);
        }
    }

    private void listen(String name, int port) throws XPathExpressionException {
        String listener = LISTENERS + "[@name='" + name + "']";
        set(listener, "address", "127.0.0.1");
        set(listener, "port", Integer.toString(port));
    }

    private void set(String path, String attribute, String value) throws XPathExpressionException {
        ((Element) found(path).item(0)).setAttribute(attribute, value);
    }

    private void remove(String path) throws XPathExpressionException {
        NodeList nodes = found(path);
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            node.getParentNode().removeChild(node);
        }
    }

    /** Without the element, a broker is embedded whose port is open on every address. */
    private void useNoMessageBroker() throws XPathExpressionException {
        Element service = document.createElement("jms-service");
        service.setAttribute("type", "REMOTE");
        service.setAttribute("default-jms-host", "none");
        Element host = document.createElement("jms-host");
        host.setAttribute("name", "none");
        host.setAttribute("host", "127.0.0.1");
        service.appendChild(host);
        found(SERVER + "admin-service").item(0).getParentNode().appendChild(service);
    }

    /** A console of the OSGi framework on port 6666. */
    private void removeRemoteShell() throws XPathExpressionException {
        String shell = "org.apache.felix.shell.remote,";
        Node bundles = found(SERVER + "java-config/jvm-options[contains(., '" + shell + "')]")
                .item(0);
        bundles.setTextContent(bundles.getTextContent().replace(shell, ""));
    }

    private NodeList found(String path) throws XPathExpressionException {
        NodeList nodes = (NodeList) xpath.evaluate(path, document, XPathConstants.NODESET);
        if (nodes.getLength() == 0) {
            throw new IllegalStateException("Nothing at " + path);
        }
        return nodes;
    }
}
