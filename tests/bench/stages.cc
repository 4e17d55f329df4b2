#include "tests/bench/stages.h"

#include <ctime>

#include "engine/base/bytes.h"
#include "engine/layout/layout.h"

namespace hocba::bench {
namespace {

constexpr std::string_view kHost = "xac-thuc.hocba.example";
constexpr std::string_view kSaltKey = "a salt key of the benchmark only";

/// Adds the time from its making to its end to one stage.
class Clock {
  public:
    Clock(Stages& stages, Stage stage)
        : seconds_(stages.seconds[static_cast<std::size_t>(stage)]), begun_(cpu_now()) {}
    ~Clock() { seconds_ += cpu_now() - begun_; }
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;

  private:
    double& seconds_;
    double begun_;
};

template <class Work>
auto timed(Stages& stages, Stage stage, Work&& work) {
    const Clock clock(stages, stage);
    return work();
}

form::Issue issue_of(const Bench& bench, const record::Record& record) {
    form::Issue issue;
    issue.uuid = record.json().text_or("lookup_uuid");
    issue.issued_at = bench.issued_at;
    if (const Json* school = record.json().find("school")) issue.school = school->text_or("code");
    issue.host = kHost;
    issue.seal_key_id = to_hex(bench.sealer.key_id());
    issue.salt = form::salt_of(kSaltKey, issue.uuid, issue.revision);
    return issue;
}

/// `check` as the product calls it: an error in the data ends the document.
Result<void> checked(const record::Record& record) {
    record::Findings findings = record::check(record);
    if (!findings.errors.empty()) return tl::unexpected(Error{Fault::record, std::move(findings.errors)});
    return {};
}

/// What engine.cc says of a document, so that `write` has the same to write.
pdf::Info info_of(const Bench& bench, const record::Record& record, const form::Issue& issue,
                  const std::string& id, const page::Sealed& sealed) {
    pdf::Info info;
    info.title = sealed.pages.title;
    info.language = sealed.pages.language;
    info.created = issue.issued_at;
    info.producer = engine_version();
    info.id = id.substr(0, 16);
    info.properties = {{"formId", bench.form.id()},
                       {"formRevision", bench.form.revision()},
                       {"engine", engine_version()},
                       {"issueId", to_hex(id)}};
    Json json = form::to_json(issue, true);
    (*json.object())["seals"] = Json::Array(sealed.tokens.begin(), sealed.tokens.end());
    info.attachments = {{"record.json", "application/json", "Dữ liệu học bạ", pdf::Relationship::source,
                         record.bytes(), issue.issued_at},
                        {"issue.json", "application/json", "Thông tin phát hành", pdf::Relationship::data,
                         canonical(json), issue.issued_at}};
    return info;
}

Result<pdf::Draft> staged_draft(const Bench& bench, const record::Record& record, Stages& stages) {
    const form::Issue issue = issue_of(bench, record);
    std::string id;
    auto flow = timed(stages, Stage::bind, [&] {
        id = issue_id_of(record, bench.form, bench.fonts, issue);
        return form::bind(bench.form, record, form::Issued{issue, id});
    });
    if (!flow) return forward(std::move(flow));
    auto pages = timed(stages, Stage::layout, [&] { return layout::lay_out(*flow, bench.fonts); });
    if (!pages) return forward(std::move(pages));
    auto holder = form::holder_of(bench.form, record);
    if (!holder) return forward(std::move(holder));
    auto sealed = timed(stages, Stage::seal, [&] {
        return seal::apply(*std::move(pages), issue, id, bench.form.number(), *holder, bench.sealer);
    });
    if (!sealed) return forward(std::move(sealed));
    return timed(stages, Stage::write, [&] {
        return pdf::write(*sealed, bench.fonts, info_of(bench, record, issue, id, *sealed));
    });
}

}  // namespace

double cpu_now() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

Json to_json(const Stages& stages, std::size_t documents) {
    constexpr std::array<const char*, 7> names{"parse", "check", "bind", "layout", "seal", "write", "sign"};
    Json::Object json;
    for (std::size_t i = 0; i < names.size(); ++i)
        json[names[i]] = stages.seconds[i] * 1000 / static_cast<double>(documents);
    return json;
}

Result<Document> unsigned_document(const Bench& bench, const std::string& line) {
    const auto record = record::parse(line, bench.form.schema(), "record");
    if (!record) return tl::unexpected(record.error());
    if (auto good = checked(*record); !good) return forward(std::move(good));
    return issue(*record, bench.form, bench.fonts, issue_of(bench, *record), bench.sealer);
}

Result<std::string> sign_all(const Bench& bench, std::string pdf) {
    for (const std::string& slot : bench.form.slots()) {
        auto next = sign::sign_pdf(pdf, {slot, bench.form.slots(), bench.issued_at, ""}, bench.signer);
        if (!next) return next;
        pdf = *std::move(next);
    }
    return pdf;
}

Result<std::string> staged_document(const Bench& bench, const std::string& line, Stages& stages) {
    const auto record =
        timed(stages, Stage::parse, [&] { return record::parse(line, bench.form.schema(), "record"); });
    if (!record) return tl::unexpected(record.error());
    if (auto good = timed(stages, Stage::check, [&] { return checked(*record); }); !good)
        return forward(std::move(good));
    auto draft = staged_draft(bench, *record, stages);
    if (!draft) return forward(std::move(draft));
    return timed(stages, Stage::sign, [&] { return sign_all(bench, std::move(draft->bytes)); });
}

}  // namespace hocba::bench
