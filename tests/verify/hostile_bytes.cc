#include <algorithm>
#include <stdexcept>

#include "engine/verify/envelope.h"
#include "tests/verify/hostile.h"
#include "tests/verify/issued.h"
#include "tests/verify/long_term.h"
#include "tests/verify/small_pdf.h"

namespace hocba::test {
namespace {

/// The last occurrence at or before `before` exchanged by something as long.
std::string exchanged(std::string pdf, const std::string& from, std::string to,
                      std::size_t before = std::string::npos) {
    const std::size_t at = pdf.rfind(from, before);
    if (at == std::string::npos) throw std::runtime_error("no " + from);
    to.resize(from.size(), ' ');
    return pdf.replace(at, to.size(), to);
}

/// One bit of the byte at `from` of the last occurrence of an anchor.
std::string flipped(std::string pdf, const std::string& anchor, std::size_t offset = 0) {
    const std::size_t at = pdf.rfind(anchor);
    if (at == std::string::npos) throw std::runtime_error("no " + anchor);
    pdf[at + offset] = static_cast<char>(pdf[at + offset] ^ 1);
    return pdf;
}

/// A digit of a signature's hexadecimal changed into another, `place` bytes into its DER or from its end.
std::string digit_changed(std::string pdf, std::size_t signature, std::ptrdiff_t place) {
    const auto range = verify::read_envelope(pdf).signatures.at(signature).range;
    const std::ptrdiff_t from = static_cast<std::ptrdiff_t>(range[1]) + 1,
                         to = static_cast<std::ptrdiff_t>(range[2]) - 1;
    char& digit = pdf[static_cast<std::size_t>(place >= 0 ? from + 2 * place : to + 2 * place)];
    digit = digit == '1' ? '2' : '1';
    return pdf;
}

/// Where `needle` (bytes) stands in a signature's DER.
std::ptrdiff_t place_of(const std::string& pdf, std::size_t signature, const std::string& needle) {
    const std::size_t at = verify::read_envelope(pdf).signatures.at(signature).contents.find(needle);
    if (at == std::string::npos) throw std::runtime_error("not in the CMS");
    return static_cast<std::ptrdiff_t>(at);
}

/// The number and body of the object whose text begins so.
std::pair<int, std::string> object_of(const std::string& pdf, const std::string& beginning) {
    const std::size_t body = pdf.find(beginning);
    if (body == std::string::npos) throw std::runtime_error("no " + beginning);
    const std::size_t head = pdf.rfind(" 0 obj", body), line = pdf.rfind('\n', head);
    return {std::stoi(pdf.substr(line + 1)), pdf.substr(body, pdf.find("\nendobj", body) - body)};
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

/// Appended with the document's own identity, so that only the object itself is a change.
std::string updated(const std::string& pdf, const Objects& objects) {
    std::string made = appended(pdf, objects);
    const std::size_t id = pdf.rfind("/ID["), info = pdf.rfind("/Info ");
    const std::string own =
        pdf.substr(info, pdf.find('/', info + 1) - info) + " " + pdf.substr(id, pdf.find(']', id) + 1 - id);
    const std::string other = "/ID [<0123> <0123>]";
    return made.replace(made.rfind(other), other.size(), own);
}

void forgeries(std::vector<Hostile>& all) {
    const std::string& pdf = issued().pdf;
    const auto put = [&all](const std::string& name, std::string bytes) {
        all.push_back({name, std::move(bytes), false});
    };
    put("usf-range-key-missing", exchanged(pdf, "/ByteRange[", "/ByteRangf["));
    put("usf-range-negative", exchanged(pdf, "/ByteRange[0 ", "/ByteRange[ -"));
    put("usf-range-not-from-zero", exchanged(pdf, "/ByteRange[0 ", "/ByteRange[1 "));
    put("usf-range-null", exchanged(pdf, "/ByteRange[0 ", "/ByteRange null/X[0 "));
    put("usf-contents-key-missing", exchanged(pdf, "/Contents<", "/Contentz<"));
    const auto range = verify::read_envelope(pdf).signatures.back().range;
    std::string zeros = pdf, empty = pdf;
    zeros.replace(range[1] + 1, range[2] - range[1] - 2, range[2] - range[1] - 2, '0');
    put("usf-contents-zeros", zeros);
    empty.replace(range[1], range[2] - range[1], "<>" + std::string(range[2] - range[1] - 2, ' '));
    put("usf-contents-empty", empty);
    const std::size_t value = pdf.rfind("/V ");
    put("usf-value-null", std::string(pdf).replace(value, 5, "/V nu"));
    put("usf-subfilter-other", exchanged(pdf, "/ETSI.CAdES.detached", "/adbe.pkcs7.detached"));
    put("usf-type-other", exchanged(pdf, "/Type/Sig/Filter", "/Type/Sih/Filter"));
    const std::string b = " " + std::to_string(range[2]) + " ";
    put("swa-range-moved-forward", exchanged(pdf, b, " " + std::to_string(range[2] + 2) + " "));
    put("swa-range-moved-back", exchanged(pdf, b, " " + std::to_string(range[2] - 2) + " "));
    put("swa-gap-holds-more", std::string(pdf).replace(range[2] - 20, 12, "> /Extra <00"));
    put("swa-first-part-shorter",
        exchanged(pdf, "[0 " + std::to_string(range[1]) + " ", "[0 " + std::to_string(range[1] - 9) + " "));
    put("swa-second-range", updated(pdf, {{900, "<< /Type /Sig /ByteRange [0 10 20 30] /Contents <00> >>"}}));
    put("swa-signature-copied",
        updated(pdf, {{900, pdf.substr(pdf.rfind("<</Type/Sig/"),
                                       pdf.find("\nendobj", range[2]) - pdf.rfind("<</Type/Sig/"))}}));
}

void appendices(std::vector<Hostile>& all) {
    const std::string& pdf = issued().pdf;
    const auto put = [&all](const std::string& name, std::string bytes) {
        all.push_back({name, std::move(bytes), false});
    };
    const auto [page, body] = object_of(pdf, "<</Type/Page/");
    const auto [root, catalog] = object_of(pdf, "<</Type/Catalog");
    const auto [form, acro_form] = object_of(pdf, "<</Fields[");
    const std::string kids = "<</Type/Pages/Count 0/Kids[]>>";
    put("isa-object", updated(pdf, {{900, "(nothing)"}}));
    const std::size_t range = pdf.find("/ByteRange");
    const std::string numbers = pdf.substr(range, pdf.rfind(' ', pdf.find(']', range)) - range);
    put("isa-range-beyond-the-end", updated(pdf, {{900, "(" + numbers + " 99999])"}}));
    put("isa-page-rotated", updated(pdf, {{page, replaced(body, "/Type/Page/", "/Rotate 90/Type/Page/")}}));
    put("isa-annotation", updated(pdf, {{900, "<</Subtype/FreeText/Rect[0 0 9 9]/Contents(10)>>"}}));
    put("isa-objects-without-table", pdf + "900 0 obj\n(x)\nendobj\n");
    put("isa-table-without-trailer", pdf + "900 0 obj\n(x)\nendobj\nxref\n900 1\n0000000000 00000 n \n");
    put("isa-comment", pdf + "% nothing\n");
    put("isa-line", pdf + "\n");
    put("isa-end-twice", pdf + "%%EOF\n");
    put("isa-zero-byte", pdf + std::string(1, '\0'));
    put("isa-script",
        updated(pdf, {{root, replaced(catalog, "<<", "<</OpenAction<</S/JavaScript/JS(x)>>")}}));
    put("isa-after-archive-timestamp", updated(document_at("B-LTA", "tsa-long"), {{900, "(nothing)"}}));
    put("shadow-hide-content", updated(pdf, {{page, replaced(body, "/Contents ", "/Contentz ")}}));
    put("shadow-hide-annotations", updated(pdf, {{page, replaced(body, "/Annots", "/Annotz")}}));
    put("shadow-replace-content", updated(pdf, {{page, replaced(body, "/Contents ", "/Contents 900 0 R/X ")},
                                                {900, "<</Length 1>>\nstream\nS\nendstream"}}));
    const int content = std::stoi(body.substr(body.find("/Contents ") + 10));
    put("shadow-replace-stream", updated(pdf, {{content, "<</Length 1>>\nstream\nS\nendstream"}}));
    put("shadow-hide-and-replace-catalog",
        updated(pdf, {{root, "<</Type/Catalog/Pages 900 0 R>>"}, {900, kids}}));
    put("shadow-hide-and-replace-root",
        exchanged(updated(pdf, {{901, "<</Type/Catalog/Pages 900 0 R>>"}, {900, kids}}),
                  "/Root " + std::to_string(root) + " 0 R", "/Root 901 0 R"));
    put("certification-perms",
        updated(pdf, {{root, replaced(catalog, "<<", "<</Perms<</DocMDP 900 0 R>>")}}));
    put("certification-transform", exchanged(pdf, "/TransformMethod/FieldMDP", "/TransformMethod/DocMDP"));
    put("value-appearance-text-field",
        updated(pdf, {{form, replaced(acro_form, "<</Fields[", "<</Fields[900 0 R ")},
                      {900, "<</FT/Tx/T(mark)/V(10)/AP<</N " + std::to_string(content) +
                                " 0 R>>/Rect[0 0 9 9]>>"}}));
    put("value-appearance-need",
        updated(pdf, {{form, replaced(acro_form, "<<", "<</NeedAppearances true")}}));
    const auto [widget, field] = object_of(pdf, "<</Type/Annot/Subtype/Widget/FT/Sig/T");
    put("value-appearance-signature-field",
        updated(pdf,
                {{widget, replaced(field, "/AP<</N ", "/AP<</N " + std::to_string(content) + " 0 R/X ")}}));
}

void flips(std::vector<Hostile>& all) {
    const std::string& lta = document_at("B-LTA", "tsa-long");
    const auto put = [&all](const std::string& name, std::string bytes) {
        all.push_back({"flip-" + name, std::move(bytes), false});
    };
    put("header", flipped(lta, "%PDF-1."));
    put("page", flipped(lta, "/MediaBox", 1));
    put("stream-data", flipped(lta, "stream\n", 9));
    put("table", flipped(lta, "/W[1 4 1]", 3));
    put("startxref-number", flipped(lta, "startxref\n", 10));
    put("end-mark", flipped(lta, "%%EOF"));
    put("claimed-time", flipped(lta, "/M(D:2026", 8));
    put("signer-name", flipped(lta, "/Name", 6));
    put("timestamp-field", flipped(lta, "timestamp1"));
    put("store", flipped(lta, "/OCSPs", 3));
    const auto cms = [&](const std::string& name, std::size_t signature, std::ptrdiff_t place) {
        put(name, digit_changed(lta, signature, place));
    };
    const std::string version("\x02\x01\x01\x31", 4), digest("\x60\x86\x48\x01\x65\x03\x04\x02\x01", 9),
        ess("\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x02\x2F", 11),
        token("\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x02\x0E", 11);
    cms("cms-first-byte", 0, 0);
    cms("cms-version", 0, place_of(lta, 0, version) + 2);
    cms("cms-digest-algorithm", 0, place_of(lta, 0, digest) + 8);
    cms("cms-certificate", 0, 200);
    cms("cms-certificate-reference", 0, place_of(lta, 0, ess) + 30);
    cms("cms-attribute-name", 0, place_of(lta, 0, ess) + 10);
    cms("token-attribute-name", 0, place_of(lta, 0, token) + 10);
    cms("token-content", 0, place_of(lta, 0, token) + 120);
    cms("signature-padding-last", 0, -1);
    cms("signature-padding-first", 1, -60);
    cms("timestamp-first-byte", 2, 0);
    cms("timestamp-content", 2, 100);
    cms("timestamp-padding", 2, -1);
    std::string lower = lta;
    const auto range = verify::read_envelope(lta).signatures.front().range;
    char& letter = lower[lower.find_first_of("ABCDEF", range[1] + 1)];
    letter = static_cast<char>(letter - 'A' + 'a');
    put("hex-lower-case", lower);
}

void damages(std::vector<Hostile>& all) {
    const std::string& pdf = issued().pdf;
    const auto put = [&all](const std::string& name, std::string bytes) {
        all.push_back({name, std::move(bytes), false});
    };
    put("nothing", "");
    put("not-a-pdf", "PK\x03\x04");
    put("cut-in-half", pdf.substr(0, pdf.size() / 2));
    put("cut-by-one", pdf.substr(0, pdf.size() - 1));
    put("draft", issued().draft);
    put("nobody-signed", issued().unsigned_pdf);
    put("half-signed", issued().half_pdf);
    std::string many = pdf;
    for (int i = 0; i < 100; ++i) many += "startxref\n" + std::to_string(many.size()) + "\n%%EOF\n";
    put("hundred-revisions", many);
    put("small-second-signature-after-lock",
        with_signature(with_signature(written(small_document()), 7, 10, "3003020101"), 6, 12, "3003020101"));
    Objects two = small_document();
    two[9] = "<< /Type /Catalog /Pages 2 0 R >>";
    put("small-second-catalog-prepared", with_signature(written(two), 6, 10, "3003020101"));
    const auto with_form = [](auto edit) {
        return made_with([&](Parts& p) {
            p = parts_of(forms().front());
            edit(p);
        });
    };
    all.push_back({"control-with-form", with_form([](Parts&) {}), true});
    put("record-changed",
        with_form([](Parts& p) { p.record.replace(p.record.find("\"test\":6"), 8, "\"test\":9"); }));
    put("record-missing", made_with([](Parts& p) { p.with_record = false; }));
    put("other-school-in-issue", with_form([](Parts& p) { p.issue_json["school"] = "01000418"; }));
    put("other-revision-in-issue", with_form([](Parts& p) { p.issue_json["revision"] = 2; }));
}

/// Two fields and so many more that name one value.
std::string with_fields(int more) {
    Objects objects = small_document();
    std::string names = "6 0 R 7 0 R";
    for (int field = 20; field < 20 + more; ++field) {
        names += " " + std::to_string(field) + " 0 R";
        objects[field] = "<< /FT /Sig /T (more" + std::to_string(field) + ") /V 10 0 R >>";
    }
    objects[5] = "<< /SigFlags 3 /Fields [" + names + "] >>";
    return with_signature(written(objects), 6, 10, "3003020101");
}

/// What would cost the reader its time and memory.
void floods(std::vector<Hostile>& all) {
    const std::string& pdf = issued().pdf;
    const auto put = [&all](const std::string& name, std::string bytes) {
        all.push_back({name, std::move(bytes), false});
    };
    const auto repeated = [](const std::string& text, int times) {
        std::string many;
        for (int i = 0; i < times; ++i) many += text;
        return many;
    };
    const std::string own = pdf.substr(pdf.rfind("/ByteRange"),
                                       pdf.find(']', pdf.rfind("/ByteRange")) + 1 - pdf.rfind("/ByteRange"));
    put("flood-ranges", updated(pdf, {{900, "(" + repeated("/ByteRange[0 9 20 30]", 100) + ")"}}));
    put("flood-one-range-three-times", updated(pdf, {{900, "(" + repeated(own, 3) + ")"}}));
    put("flood-contents-too-large",
        with_signature(written(small_document()), 6, 10, std::string(4UL * 1024 * 1024, '0')));
    put("flood-fields-on-one-value", with_fields(10));
    put("flood-fields", with_fields(60));
    put("flood-faults", pdf + repeated("startxref\n9\n%%EOF\n", 100000));
}

}  // namespace

std::vector<Hostile> hostile_bytes() {
    std::vector<Hostile> all;
    forgeries(all);
    appendices(all);
    flips(all);
    damages(all);
    floods(all);
    return all;
}

}  // namespace hocba::test
