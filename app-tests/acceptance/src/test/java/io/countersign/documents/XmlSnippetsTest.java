package io.countersign.documents;

import io.countersign.documents.Document.Block;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** The artifacts in the XML snippets of the documents exist: this project builds, uses or tries them. */
class XmlSnippetsTest {

    private static final List<String> COORDINATES = List.of("dependency", "exclusion", "parent");

    @Test
    void every_artifact_is_one_that_this_project_builds_uses_or_tries() throws Exception {
        List<String> poms = poms();
        String builds = String.join("\n", poms);
        List<String> unknown = new ArrayList<>();
        int seen = 0;
        for (Document document : Document.all()) {
            if (document.equals(SpringBootIT.GUIDE)) {
                continue; // its build is run
            }
            for (Block block : document.blocks("xml")) {
                for (Element artifact : artifacts(block)) {
                    seen++;
                    if (poms.stream().noneMatch(pom -> names(pom, artifact))
                            || !isKnown(text(artifact, "version"), builds)) {
                        unknown.add(block + ": no pom.xml names " + artifact.getTextContent().strip());
                    }
                }
            }
        }

        assertThat(seen).isGreaterThan(5);
        assertThat(unknown).isEmpty();
    }

    private static boolean names(String pom, Element artifact) {
        return Stream.of("groupId", "artifactId")
                .allMatch(name -> pom.contains("<" + name + ">" + text(artifact, name) + "<"));
    }

    /** Returns whether a version is that of this project, or stands in one of its builds. */
    private static boolean isKnown(String version, String builds) {
        return version.isEmpty() || version.startsWith("${") || builds.contains(">" + version + "<");
    }

    private static String text(Element artifact, String name) {
        NodeList children = artifact.getChildNodes();
        return IntStream.range(0, children.getLength()).mapToObj(children::item)
                .filter(child -> child.getNodeName().equals(name))
                .map(Node::getTextContent).findFirst().orElse("");
    }

    private static List<Element> artifacts(Block block) throws Exception {
        NodeList all = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader("<snippet>" + block.text() + "</snippet>")))
                .getElementsByTagName("*");
        return IntStream.range(0, all.getLength()).mapToObj(all::item).map(Element.class::cast)
                .filter(element -> COORDINATES.contains(element.getTagName()))
                .toList();
    }

    private static List<String> poms() throws IOException {
        List<String> poms = new ArrayList<>();
        for (Path pom : Document.files("(?:.*/)?pom\\.xml")) {
            poms.add(Files.readString(pom));
        }
        return poms;
    }
}
