// hocba verify: a verdict on every PDF and XML, and one on the seals of a paper, with the reasons.
#include "engine/verify/verify.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <new>

#include "archive/archive.h"
#include "cli/archive_lookup.h"
#include "cli/compare.h"
#include "cli/gate.h"
#include "cli/program.h"
#include "cli/report.h"
#include "cli/verify_paper.h"
#include "cli/verify_xml.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

using Others = std::vector<verify::Other>;

struct Options {
    std::vector<std::string> inputs;
    std::string trust, archive, at, compare;
    bool complete = false;
};

constexpr std::uintmax_t kLargest = 256ULL << 20;

/// What is said of a document by itself.
Text word(verify::Verdict verdict) {
    switch (verdict) {
        case verify::Verdict::valid:
            return {"HỢP LỆ", "VALID"};
        case verify::Verdict::invalid:
            return {"KHÔNG HỢP LỆ", "NOT VALID"};
        case verify::Verdict::indeterminate:
            break;
    }
    return {"CHƯA XÁC ĐỊNH", "INDETERMINATE"};
}

/// A seal is no proof of the paper around it: its first line says what is left to do.
Text headline(const verify::Report& report) {
    if (report.kind != "seal" || report.verdict != verify::Verdict::valid) return word(report.verdict);
    if (has(report.reasons, "compare-same") && !has(report.reasons, "compare-partly"))
        return {
            "TEM QR HỢP LỆ, mọi ô trong tem giống bản được so – còn phải so với giấy",
            "SEAL VALID, all its cells are the same in what it was compared with – the paper has yet to be "
            "compared"};
    return {"TEM QR HỢP LỆ – còn phải so từng ô với giấy",
            "SEAL VALID – the paper has yet to be compared, cell by cell"};
}

/// What QĐ 1789, Điều 12.2 wants an official to see of each signature.
void print_signatures(const Context& context, const verify::Report& report, Instant at) {
    print_xml_items(context, report, at);
    for (const verify::SignatureReport& signature : report.signatures) {
        if (signature.level == "XMLDSig") continue;
        print_line(fmt::format("    {} {} ({})", context.say({"chữ ký của", "signature of"}),
                               context.say(role_name(signature.role)), signature.signer));
        if (signature.intact && !signature.reason.empty())
            print_line(fmt::format("        {}", signature.reason));
        print_items(context, report, signature, at);
    }
    if (!report.signatures.empty() && report.verdict == verify::Verdict::invalid)
        print_line(fmt::format(
            "    {}",
            context.say(
                {"Có nội dung không hợp lệ: học bạ số được coi là không có giá trị (QĐ 1789, Điều 12.2).",
                 "One of these is not valid, so the transcript has no value (QĐ 1789, article 12.2)."})));
}

/// Of which original, and whether it is at hand.
Text original_of(const verify::Copy& copy) {
    if (copy.of_paper)
        return {"của một bản giấy; SHA-256 của các ảnh quét: " + copy.of,
                "of a paper original; SHA-256 of the scans: " + copy.of};
    const Text which{"của bản gốc điện tử có SHA-256 " + copy.of,
                     "of the electronic original whose SHA-256 is " + copy.of};
    if (!copy.attached)
        return {which.vi + "; bản gốc không kèm trong tệp này: xin bản gốc rồi chạy hocba verify",
                which.en + "; the original is not in this file: ask for it and run hocba verify"};
    const Text found = copy.original ? word(*copy.original) : Text{"chưa xét", "not examined"};
    return {which.vi + "; bản gốc kèm trong tệp này: " + found.vi,
            which.en + "; the original is in this file: " + found.en};
}

/// What the copy is, in words: nobody takes it for the transcript.
void print_copy(const Context& context, const verify::Copy& copy) {
    print_line(fmt::format("    {}: {}{}",
                           context.say({"BẢN SAO, không phải bản gốc", "A COPY, not the original"}),
                           copy.kind, copy.number.empty() ? "" : " " + copy.number));
    print_line(
        fmt::format("    {} {}, {}", context.say({"cơ quan sao", "certified by"}), copy.office, copy.at));
    print_line(fmt::format("    {}", context.say(original_of(copy))));
}

/// Behind a sentence, which has its full stop.
std::string in_brackets(const std::string& place) {
    return place.empty() ? "" : " (" + place + ")";
}

void print(const Context& context, const verify::Report& report, Instant at) {
    if (context.json) return say_json(context, verify::to_json(report, context.vietnamese));
    print_line(fmt::format("{}: {}", report.input, context.say(headline(report))));
    if (const verify::About& about = report.document; about.issued_at) {
        print_line(fmt::format("    {}, {} {}, {} …{}", about.pupil, context.say({"sinh ngày", "born"}),
                               about.born, context.say({"mã định danh", "id"}), about.pupil_tail));
        print_line(fmt::format("    {} {}, {} {}, {} {}", context.say({"lớp", "class"}), about.class_name,
                               context.say({"năm học", "school year"}), about.year,
                               context.say({"mã trường", "school code"}), about.school));
        print_line(fmt::format("    {} {}, {} {} / {}", context.say({"phát hành", "issued"}),
                               to_rfc3339(*about.issued_at), context.say({"trang", "page"}),
                               fmt::join(report.pages_seen, ", "), report.pages));
    }
    if (report.copy) print_copy(context, *report.copy);
    print_signatures(context, report, at);
    print_grid(context, report);
    for (const verify::Reason& reason : report.reasons)
        print_line(fmt::format("    {} {}{} [{}]", reason.weight == verify::Verdict::valid ? "·" : "!",
                               context.say(reason.text), in_brackets(context.say(place_name(reason.where))),
                               reason.code));
}

/// Nothing was read, so nothing is known: a mistyped name says nothing of a document.
verify::Report unreadable(const std::string& input, const Error& error) {
    verify::Report report;
    report.input = input;
    report.kind = "pdf";
    for (const Problem& problem : error.problems)
        report.reasons.push_back({"unreadable", problem.what, problem.where, verify::Verdict::indeterminate});
    return report;
}

/// A PDF, with its XML if that was given too: one verdict for both.
verify::Report verify_both(const std::string& pdf, const VerifyInput& one, verify::Options options,
                           int& code) {
    if (one.xml.empty()) return verify::verify_pdf(pdf, one.file, options);
    const auto xml = read_file(one.xml, kLargest);
    if (!xml) {
        code = worse(code, exit_code(xml.error()));
        return unreadable(one.xml, xml.error());
    }
    options.xml = *xml;
    return verify::verify_pdf(pdf, one.file + " + " + one.xml, options);
}

/// One input must not take the verdicts of the others with it.
template <class Work>
std::optional<verify::Report> safely(const std::string& name, const Work& work) {
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return unreadable(name, Error{Fault::document,
                                      {{name,
                                        {"Máy không đủ bộ nhớ để đọc tệp này",
                                         "there is not enough memory to read this file"}}}});
    }
}

/// What is neither of paper nor XML is taken for a PDF. Nothing for what is of paper: `papers` has it then.
std::optional<verify::Report> verify_one(const VerifyInput& one, const verify::Options& options,
                                         Papers& papers, int& code) {
    if (is_qr_text(one.file)) return papers.add("QR", one.file), std::nullopt;
    auto bytes = read_file(one.file, kLargest);
    if (!bytes) {
        code = worse(code, exit_code(bytes.error()));
        return unreadable(one.file, bytes.error());
    }
    if (is_xml(*bytes)) return verify::verify_xml(*bytes, one.file, options);
    if (verify::shows_paper(*bytes)) return papers.add(one.file, *std::move(bytes)), std::nullopt;
    return verify_both(*bytes, one, options, code);
}

tl::unexpected<Error> nothing_to_compare() {
    return fail(
        Fault::usage, "--compare",
        {"chỉ so được ảnh giấy hoặc nội dung mã QR", "only pictures of paper and texts of QRs are compared"},
        {"Hai tệp PDF: kiểm tra từng tệp", "verify each of two PDFs by itself"});
}

/// One verdict an input, and one on all that is of paper.
int verify_each(const Context& context, const std::vector<std::string>& inputs, const verify::Options& how,
                const std::optional<Others>& others) {
    int code = 0;
    const auto conclude = [&](const std::optional<verify::Report>& report) {
        if (!report) return;
        if (report->verdict != verify::Verdict::valid) code = worse(code, static_cast<int>(Fault::document));
        print(context, *report, how.at);
    };
    Papers papers;
    for (const VerifyInput& input : pair_up(inputs))
        conclude(safely(input.file, [&] { return verify_one(input, how, papers, code); }));
    if (papers.empty()) return others ? worse(code, failed(context, nothing_to_compare().value())) : code;
    conclude(safely(papers.names(), [&] {
        verify::Report report = papers.verify(how);
        if (others) verify::compare(report, *others, how);
        return std::optional(std::move(report));
    }));
    return code;
}

int verify_all(const Context& context, const Options& options) {
    if (const auto named = all_named(options.inputs); !named) return failed(context, named.error());
    // Without the forms a record with marks in tenths cannot be compared: indeterminate, not a failure.
    const auto workshop = open_workshop(context);
    verify::Options how;
    how.at = context.now();
    if (workshop) how = limited_options(context, *workshop, nullptr);
    how.complete = options.complete;
    if (!options.at.empty()) {
        const auto at = parse_instant(options.at);
        if (!at) {
            fmt::print(stderr, "--at {}: RFC 3339, 2025-05-31T10:00:00+07:00\n", options.at);
            return static_cast<int>(Fault::usage);
        }
        how.at = *at;
        how.by_clock = false;
    }
    std::optional<trust::Trust> believed;
    if (!options.trust.empty()) {
        auto loaded = trust::load(options.trust);
        if (!loaded) return failed(context, loaded.error());
        believed = *std::move(loaded);
        tell(context, believed->problems);
        how.trust = &*believed;
    }
    std::unique_ptr<archive::Archive> archive;
    if (!options.archive.empty()) {
        auto opened = archive::Archive::open_for_reading(options.archive);
        if (!opened) return failed(context, opened.error());
        archive = *std::move(opened);
        how.archive = look_up_in(*archive);
        how.archive_unit = look_up_unit_in(*archive);
    }
    std::optional<Others> others;
    if (!options.compare.empty()) {
        if (!workshop) return failed(context, workshop.error());
        auto found = others_in(options.compare, *workshop, how);
        if (!found) return failed(context, found.error());
        others = *std::move(found);
    }
    return verify_each(context, options.inputs, how, others);
}

}  // namespace

void add_verify(Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = add_command(program, program.app, "verify",
                                    "kiểm tra PDF, XML, ảnh và mã QR / verify PDFs, XML, pictures and seals",
                                    verify_all, options);
    command
        ->add_option("INPUT", options->inputs,
                     "PDF | XML (CV 2088) | ảnh PNG, JPEG | nội dung mã QR (https://…)")
        ->required();
    command->add_option("--trust", options->trust, "thư mục tin cậy / trust folder");
    command->add_option("--archive", options->archive, "kho lưu trữ / archive");
    command->add_option("--at", options->at, "thời điểm xét, mặc định là bây giờ / RFC 3339");
    command->add_flag("--complete", options->complete, "đòi hỏi đủ mọi trang / demand the whole set");
    command->add_option("--compare", options->compare,
                        "so các ô trong tem với bản ghi hoặc PDF / the seals' cells against a record or PDF");
    command->footer(
        "Ví dụ / example:\n  hocba verify hocba.pdf --trust trust/ --archive archive/\n"
        "  hocba verify trang-1.jpg trang-2.jpg --trust trust/ --compare hoc-ba.json");
}

}  // namespace hocba::cli
