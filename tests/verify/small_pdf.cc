#include "tests/verify/small_pdf.h"

#include <algorithm>
#include <cstdio>

#include "engine/pdf/deflate.h"

namespace hocba::test {
namespace {

std::string number(const char* form, std::size_t value) {
    char text[32];
    std::snprintf(text, sizeof text, form, value);
    return text;
}

std::string field(const std::string& name, const std::string& more) {
    return "<< /Type /Annot /Subtype /Widget /FT /Sig /T (" + name + ") /F 132 /P 3 0 R /Rect [0 0 0 0] " +
           more + ">>";
}

std::size_t last_xref(const std::string& pdf) {
    return std::stoul(pdf.substr(pdf.rfind("startxref") + 10));
}

/// Objects, one table section an object, trailer and end.
std::string revision(std::size_t offset, const Objects& objects, int size, const std::string& trailer) {
    std::string out, table = "xref\n";
    for (const auto& [id, body] : objects) {
        table += std::to_string(id) + " 1\n" + number("%010zu", offset + out.size()) + " 00000 n \n";
        out += std::to_string(id) + " 0 obj\n" + body + "\nendobj\n";
    }
    const std::size_t xref = offset + out.size();
    return out + table + "trailer\n<< /Size " + std::to_string(size) + " /Root 1 0 R /ID [<0123> <0123>] " +
           trailer + ">>\nstartxref\n" + std::to_string(xref) + "\n%%EOF\n";
}

}  // namespace

Objects small_document() {
    return {
        {1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R >>"},
        {2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"},
        {3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [6 0 R 7 0 R] >>"},
        {4, "<< /Length 9 >>\nstream\n0 0 m S Q\nendstream"},
        {5, "<< /SigFlags 3 /Fields [6 0 R 7 0 R] >>"},
        {6, field("principal", "")},
        {7, field("school", "/Lock << /Type /SigFieldLock /Action /All >> ")}};
}

std::string written(const Objects& objects) {
    const std::string head = "%PDF-1.7\n";
    std::string rest = revision(head.size(), objects, objects.rbegin()->first + 1, "");
    rest.insert(rest.find("xref\n") + 5, "0 1\n0000000000 65535 f \n");
    return head + rest;
}

std::string appended(const std::string& base, const Objects& objects, const std::string& trailer) {
    const int before = std::stoi(base.substr(base.rfind("/Size ") + 6));
    const int size = std::max(before, objects.rbegin()->first + 1);
    return base +
           revision(base.size(), objects, size, "/Prev " + std::to_string(last_xref(base)) + " " + trailer);
}

namespace {

/// The last revision of `objects` and a value whose range covers all but its gap. Four numbers of fixed
/// width, so that the second pass moves nothing.
std::string with_value(const std::string& base, Objects objects, int value, const std::string& kind,
                       std::string_view contents, const std::string& more) {
    const auto made = [&](std::size_t a, std::size_t b, std::size_t c) {
        objects[value] = "<< " + kind + " /Filter /Adobe.PPKLite /ByteRange [0 " + number("%08zu", a) + " " +
                         number("%08zu", b) + " " + number("%08zu", c) + "] /Contents <" +
                         std::string(contents) + "> " + more + ">>";
        return appended(base, objects);
    };
    const std::string first = made(0, 0, 0);
    const std::size_t a = first.find("/Contents <", base.size()) + 10, b = a + contents.size() + 2;
    return made(a, b, first.size() - b);
}

}  // namespace

std::string with_signature(const std::string& base, int field_id, int value, std::string_view contents) {
    Objects objects = small_document();
    std::string changed = objects[field_id];
    changed.insert(changed.size() - 2, "/V " + std::to_string(value) + " 0 R ");
    return with_value(base, {{field_id, changed}}, value, "/Type /Sig /SubFilter /ETSI.CAdES.detached",
                      contents, "/M (D:20260601080000+07'00') /Name (A) ");
}

std::string with_timestamp(const std::string& base, int field_id, std::string_view contents,
                           const std::string& field_more) {
    const int value = field_id + 1;
    const Objects objects = {
        {5, "<< /SigFlags 3 /Fields [6 0 R 7 0 R " + std::to_string(field_id) + " 0 R] >>"},
        {field_id, field("timestamp1", field_more + "/V " + std::to_string(value) + " 0 R ")}};
    return with_value(base, objects, value, "/Type /DocTimeStamp /SubFilter /ETSI.RFC3161", contents, "");
}

std::string flate_zeros(std::size_t size, const std::string& entries) {
    const std::string packed = pdf::deflate(std::string(size, '\0'));
    return "<< " + entries + " /Filter /FlateDecode /Length " + std::to_string(packed.size()) +
           " >>\nstream\n" + packed + "\nendstream";
}

}  // namespace hocba::test
