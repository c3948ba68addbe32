package dev.sluice.common.test.token;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import static dev.sluice.common.test.token.TokenForge.deflated;
import static dev.sluice.common.test.token.TokenForge.encode;
import static dev.sluice.common.test.token.TokenForge.json;
import static dev.sluice.common.test.token.TokenForge.utf8;

/** Texts that are no token, or are one in another way than RFC 7515 writes it. */
public final class Malformed {

    private static final String BASE64URL =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final List<String> STRAY = List.of("=", "==", "A", "AA", "AAAA", "~", "*", "!", "-", "_",
            "+", "/", " ", "\n", "\r\n", "\t", "\u0000", "%00", "%3D", "\u00e9", "\ufeff", "\u200b",
            "\ud83d\ude00", "\ud800", ";", "#x", "?x");
    private static final String DEEP = "[".repeat(1500) + "]".repeat(1500);
    private static final List<String> NO_CLAIMS = List.of("", "null", "[]", "\"x\"", "1", "{", "}", "{}",
            "true", "{\"a\"}", "[{}]", "{\"\":\"\"}", "{]", "[".repeat(2000), "{\"a\":".repeat(1500), DEEP);
    private static final String JWE = "{\"alg\":\"dir\",\"enc\":\"A256GCM\"}";

    private final List<Hostile> all = new ArrayList<>();
    private final TokenForge forge;
    private final String good;

    private Malformed(TokenForge forge) {
        this.forge = forge;
        this.good = forge.good();
    }

    /** Made of the good token. */
    public static List<Hostile> of(TokenForge forge) {
        Malformed malformed = new Malformed(forge);
        malformed.shapes();
        malformed.cuts();
        malformed.insertions();
        malformed.encodings();
        malformed.twice();
        malformed.texts();
        return List.copyOf(malformed.all);
    }

    private void add(String what, String token) {
        all.add(new Hostile(what, token));
    }

    private void twice() {
        String header = forge.header();
        add("alg twice, none first", forge.sign("{\"alg\":\"none\"," + header.substring(1), forge.claims()));
        add("alg twice, none last", forge.sign(open(header) + ",\"alg\":\"none\"}", forge.claims()));
        add("kid twice", forge.sign(open(header) + ",\"kid\":\"other\"}", forge.claims()));
        add("typ twice", forge.sign(open(header) + ",\"typ\":\"other\"}", forge.claims()));
        for (String claim : List.of("sub", "iss", "aud", "exp", "nbf", "roles", "jti", "x")) {
            String claims = forge.claims(all -> all.putIfAbsent(claim, 1));
            add(claim + " twice", forge.sign(header, open(claims) + ",\"" + claim + "\":"
                    + claims.replaceFirst(".*\"" + claim + "\":(\"[^\"]*\"|\\[[^]]*]|\\d+).*", "$1") + "}"));
        }
    }

    private void shapes() {
        for (String text : List.of("", ".", "..", "...", "....", ".....", "a", "a.b", "a.b.c", "e30.e30.",
                "e30.e30.AA", "null", "Bearer", "{}", "[]", "=", "%", "eyJ")) {
            add("only " + text, text);
        }
        add("no header", "." + forge.part(1) + "." + forge.part(2));
        add("no claims", forge.part(0) + ".." + forge.part(2));
        add("empty claims, well signed", forge.signAsIs(forge.part(0) + "."));
        add("two parts", forge.part(0) + "." + forge.part(1));
        add("four parts", good + "." + forge.part(2));
        add("a dot more", good + ".");
        add("a dot before", "." + good);
        add("the token twice", good + "." + good);
        add("a comma between two", good + "," + good);
        add("a JWE of five parts", encode(utf8(JWE)) + "..AAAAAAAAAAAAAAAA." + forge.part(1) + ".AAAA");
        add("a JWE of the same parts", good + "." + forge.part(1) + "." + forge.part(2));
        add("a JWE of three parts, well signed", forge.sign(JWE, forge.claims()));
        add("a JWE that is zipped", encode(utf8(open(JWE) + ",\"zip\":\"DEF\"}")) + ".."
                + encode(new byte[12]) + "." + encode(deflated(new byte[100_000])) + "."
                + encode(new byte[16]));
        add("a JWE by password", encode(utf8("{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\","
                + "\"p2c\":2147483647,\"p2s\":\"AAAA\"}")) + ".AAAA.AAAA.AAAA.AAAA");
        add("as JSON", json(Map.of("protected", forge.part(0), "payload", forge.part(1),
                "signature", forge.part(2))));
        add("a token in a token", forge.sign(forge.header(header -> header.put("cty", "JWT")), good));
        add("long", forge.withClaim("x", "x".repeat(200_000)));
        add("long, not a token", "x".repeat(200_000));
        add("many dots", ".".repeat(6000));
    }

    private void cuts() {
        for (int length = 1; length < good.length(); length += length < 8 ? 1 : 29) {
            add("cut to " + length, good.substring(0, length));
            add("cut by " + length, good.substring(0, good.length() - length));
        }
    }

    private void insertions() {
        String body = forge.part(0) + "." + forge.part(1) + ".";
        for (String stray : STRAY) {
            String what = json(stray);
            add(what + " at the end", good + stray);
            add(what + " at the beginning", stray + good);
            add(what + " in the signature",
                    body + forge.part(2).substring(0, 9) + stray + forge.part(2).substring(9));
            add(what + " in the header", good.substring(0, 9) + stray + good.substring(9));
            add(what + " before the first dot",
                    forge.part(0) + stray + "." + forge.part(1) + "." + forge.part(2));
            add(what + " before the last dot",
                    forge.part(0) + "." + forge.part(1) + stray + "." + forge.part(2));
        }
    }

    private void encodings() {
        char last = good.charAt(good.length() - 1);
        for (int spare = 1; spare < 16; spare++) {
            // The last of 86 characters holds two bits of the signature, and four that are nothing.
            add("spare bits " + spare, good.substring(0, good.length() - 1)
                    + BASE64URL.charAt(BASE64URL.indexOf(last) ^ spare));
        }
        String plus = forge.withClaim("x", "\u00fb\u00ff\u00fe\u00fb\u00ff\u00fe?>?>~~~~~~");
        add("in the other alphabet", plus.replace('-', '+').replace('_', '/'));
        add("padded", Arrays.stream(good.split("\\."))
                .map(part -> part + "=".repeat((4 - part.length() % 4) % 4))
                .collect(Collectors.joining(".")));
        for (String dot : List.of("%2E", "\u3002", "\uff0e", "\u2024", ",", ";", ":", " ", "\n")) {
            add(json(dot) + " for dots", good.replace(".", dot));
        }
        add("upper case", good.toUpperCase(Locale.ROOT));
        add("backwards", new StringBuilder(good).reverse().toString());
        add("full width", good.replace('e', '\uff45'));
        byte[] header = utf8(forge.header());
        add("the claims in UTF-16", forge.sign(header, forge.claims().getBytes(StandardCharsets.UTF_16)));
        add("the header in UTF-16",
                forge.sign(forge.header().getBytes(StandardCharsets.UTF_16), utf8(forge.claims())));
        add("claims that are no UTF-8", forge.sign(header,
                new byte[] {'{', '"', (byte) 0xc3, '(', '"', ':', '1', '}'}));
    }

    private void texts() {
        for (String text : NO_CLAIMS) {
            String what = text.length() > 20 ? "deep " + text.substring(0, 5) + text.length() : text;
            add("a header of " + what, forge.sign(text, forge.claims()));
            add("claims of " + what, forge.sign(forge.header(), text));
        }
        add("a deep claim", forge.sign(forge.header(), open(forge.claims()) + ",\"x\":" + DEEP + "}"));
        add("a deep header", forge.sign(open(forge.header()) + ",\"x\":" + DEEP + "}", forge.claims()));
        add("more after the claims", forge.sign(forge.header(), forge.claims() + forge.claims()));
        add("more after the header", forge.sign(forge.header() + "{}", forge.claims()));
    }

    /** A JSON object that goes on. */
    private static String open(String object) {
        return object.substring(0, object.length() - 1);
    }
}
