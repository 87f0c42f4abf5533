package io.dealledger.api.connector.salesforce;

import io.dealledger.json.Problem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an org pushes by SOAP where it publishes no changes: records as they stand, up to a hundred at once. Neither
 * document types nor entities are read.
 */
final class OutboundMessage {
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String ANSWER = """
            <?xml version="1.0" encoding="UTF-8"?>
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">
             <soapenv:Body>
              <notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound">
               <Ack>%s</Ack>
              </notificationsResponse>
             </soapenv:Body>
            </soapenv:Envelope>
            """;

    private final Org org;
    private final Instant seenAt;
    private final XMLStreamReader xml;
    private final List<Found> found = new ArrayList<>();

    private OutboundMessage(Org org, Instant seenAt, XMLStreamReader xml) {
        this.org = org;
        this.seenAt = seenAt;
        this.xml = xml;
    }

    /** Whether bytes are XML as far as their beginning tells. */
    static boolean isXml(byte[] body) {
        return new String(body, 0, Math.min(body.length, 100), StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "")
                .strip().startsWith("<");
    }

    /** One answer is for all of the notifications of a message. */
    static byte[] answer(boolean stored) {
        return ANSWER.formatted(stored).getBytes(StandardCharsets.UTF_8);
    }

    static List<Found> read(Org org, byte[] body, Instant seenAt) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            var message = new OutboundMessage(org, seenAt,
                    factory.createXMLStreamReader(new ByteArrayInputStream(body)));
            message.read();
            return message.found;
        } catch (XMLStreamException e) {
            return List.of(whole(new Problem("(document)", "not whole XML: " + e.getMessage(),
                    "a SOAP message of the org")));
        } catch (UnreadableFieldException e) {
            return List.of(whole(e.problem()));
        }
    }

    private static Found whole(Problem problem) {
        return new Found.Unreadable(null, problem, "");
    }

    private void read() throws XMLStreamException {
        boolean notifications = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                throw new XMLStreamException("a document type, which no such message has");
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "notifications" -> notifications = true;
                    case "OrganizationId" -> requireOurs(xml.getElementText());
                    case "sObject" -> found.add(object());
                    default -> {
                        // sessions and addresses are not used
                    }
                }
            }
        }
        if (!notifications || found.isEmpty()) {
            throw new XMLStreamException("no notifications");
        }
    }

    /** Nothing is signed: that it names this org is the least. */
    private void requireOurs(String organization) throws XMLStreamException {
        if (org.id() != null && !org.id().equals(FieldValues.id("/OrganizationId", organization.strip()))) {
            throw new XMLStreamException("it comes from org " + organization.strip() + " and not from " + org.id()
                    + ", which ledger.connectors." + org.speaker().connector() + ".account names");
        }
    }

    private Found object() throws XMLStreamException {
        String type = String.valueOf(xml.getAttributeValue(XSI, "type"));
        String entity = type.substring(type.indexOf(':') + 1);
        var texts = new LinkedHashMap<String, @Nullable String>();
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            String field = xml.getLocalName();
            boolean nil = "true".equals(xml.getAttributeValue(XSI, "nil"));
            String text = xml.getElementText();
            texts.put(field, nil ? null : text);
        }
        Map<String, @Nullable Object> raw = Map.of("type", entity, "fields", texts);
        try {
            return new TextRow(org, false).read(entity, texts, seenAt, raw);
        } catch (UnreadableFieldException e) {
            return new Found.Unreadable(texts.get("Id"), e.problem(), raw);
        }
    }
}
