// Validates PDF files as PDF/A-3a and PDF/UA-1, or as PDF/A-3b, in one JVM, with the veraPDF library on the class path.
//
//   java -cp JAR Vera.java PDF|DIR...        exit: 0 all pass, 1 one does not, 2 usage
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.*;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

public class Vera {
    static final int MOST_CHECKS_SHOWN = 1000;
    static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    /** A validation profile of veraPDF, read by DOM: the jar's JAXB runtime is not complete. */
    record Standard(PDFAFlavour flavour, ValidationProfile profile) {
        static Standard load(PDFAFlavour flavour, String resource) throws Exception {
            try (InputStream in = PDFAParser.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + resource)) {
                if (in == null) throw new FileNotFoundException(resource);
                var factory = DocumentBuilderFactory.newDefaultInstance();
                factory.setNamespaceAware(true);
                return new Standard(flavour, Vera.profile(flavour, factory.newDocumentBuilder().parse(in).getDocumentElement()));
            }
        }
    }

    static List<Element> children(Node parent, String tag) {
        List<Element> found = new ArrayList<>();
        if (parent == null) return found;
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling())
            if (node instanceof Element element && tag.equals(element.getLocalName())) found.add(element);
        return found;
    }

    static Element child(Node parent, String tag) {
        List<Element> found = children(parent, tag);
        return found.isEmpty() ? null : found.get(0);
    }

    static String text(Node parent, String tag) {
        Element element = child(parent, tag);
        return element == null ? "" : element.getTextContent().trim();
    }

    static String attribute(Element element, String name) {
        return element.hasAttribute(name) ? element.getAttribute(name) : null;
    }

    static ValidationProfile profile(PDFAFlavour flavour, Element root) {
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : children(child(root, "rules"), "rule")) rules.add(rule(rule));
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element v : children(child(root, "variables"), "variable"))
            variables.add(Profiles.variableFromValues(v.getAttribute("name"), v.getAttribute("object"),
                text(v, "defaultValue"), text(v, "value")));
        Element details = child(root, "details");
        return Profiles.profileFromValues(flavour,
            Profiles.profileDetailsFromValues(text(details, "name"), text(details, "description"),
                details.getAttribute("creator"), new Date(0)),
            text(root, "hash"), rules, variables);
    }

    static Rule rule(Element rule) {
        Element id = child(rule, "id");
        RuleId ruleId = Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
            id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
        Element error = child(rule, "error");
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element a : children(child(error, "arguments"), "argument"))
            arguments.add(ErrorArgumentImpl.fromValues(a.getTextContent().trim(), attribute(a, "name"), null));
        List<Reference> references = new ArrayList<>();
        for (Element r : children(child(rule, "references"), "reference"))
            references.add(Profiles.referenceFromValues(r.getAttribute("specification"), r.getAttribute("clause")));
        String deferred = attribute(rule, "deferred");
        return Profiles.ruleFromValues(ruleId, rule.getAttribute("object"),
            deferred == null ? null : Boolean.valueOf(deferred), attribute(rule, "tags"), text(rule, "description"),
            text(rule, "test"), Profiles.errorFromValues(text(error, "message"), arguments), references);
    }

    /** Prints one line, and the rules that fail; true if the file passes. */
    static boolean passes(Standard standard, File file) {
        String name = standard.flavour().getId() + " " + file;
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, standard.flavour());
             PDFAValidator validator = Foundries.defaultInstance()
                 .createValidator(standard.profile(), MOST_CHECKS_SHOWN, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            OUT.printf("%s %s (%d checks)%n", result.isCompliant() ? "PASS" : "FAIL", name, result.getTotalAssertions());
            result.getFailedChecks().forEach((rule, times) -> explain(result, rule, times));
            return result.isCompliant() && result.getTotalAssertions() > 0;
        } catch (Exception | StackOverflowError problem) {  // no PDF, encrypted, nested without end
            OUT.printf("FAIL %s: %s%n", name, problem);
            return false;
        }
    }

    static void explain(ValidationResult result, RuleId rule, int times) {
        OUT.printf("    %s test %d (%d times)%n", rule.getClause(), rule.getTestNumber(), times);
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() != TestAssertion.Status.FAILED || !assertion.getRuleId().equals(rule)) continue;
            OUT.printf("        %s%n        at %s%n", assertion.getMessage(), assertion.getLocation().getContext());
            return;  // the first place is enough
        }
    }

    static List<File> files(String[] arguments) throws IOException {
        List<File> found = new ArrayList<>();
        for (String argument : arguments) {
            File file = new File(argument);
            if (!file.isDirectory()) {
                found.add(file);
                continue;
            }
            try (var paths = Files.walk(file.toPath())) {
                paths.filter(path -> path.toString().endsWith(".pdf")).sorted().forEach(path -> found.add(path.toFile()));
            }
        }
        return found;
    }

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();  // veraPDF warns of what its result says anyway
        boolean levelB = arguments.length > 0 && arguments[0].equals("--3b");
        List<File> files = files(levelB ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments);
        if (files.isEmpty()) {
            System.err.println("usage: Vera.java [--3b] PDF|DIR...   (no PDF found)");
            System.exit(2);
        }
        VeraGreenfieldFoundryProvider.initialise();
        List<Standard> standards = levelB ? List.of(Standard.load(PDFAFlavour.PDFA_3_B, "PDFA-3B.xml"))
            : List.of(Standard.load(PDFAFlavour.PDFA_3_A, "PDFA-3A.xml"), Standard.load(PDFAFlavour.PDFUA_1, "PDFUA-1.xml"));
        int failed = 0;
        for (File file : files)
            for (Standard standard : standards)
                if (!passes(standard, file)) ++failed;
        OUT.printf("%d of %d validations failed%n", failed, files.size() * standards.size());
        System.exit(failed == 0 ? 0 : 1);
    }
}
