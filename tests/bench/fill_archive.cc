// Fills a new archive with synthetic documents: hocba_fill_archive FOLDER COUNT [BYTES-A-PDF]. For export.sh.
#include <fmt/format.h>

#include <cstdlib>
#include <iostream>

#include "archive/archive.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"

namespace {

using namespace hocba;

constexpr int per_school = 500, per_class = 35, batch = 256;

/// As small as a PDF may be, then filled up with a comment.
std::string pdf_of(int n, std::size_t size) {
    std::string pdf = fmt::format("%PDF-1.7\n% synthetic {}\n", n);
    std::uint64_t state = static_cast<std::uint64_t>(n) + 1;
    while (pdf.size() + 6 < size) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        pdf += to_hex(be64(state)) + "\n%";
    }
    return pdf + "\n%%EOF\n";
}

archive::Submission submission_of(int n, std::size_t size, Instant now) {
    archive::Submission s;
    archive::Description& d = s.description;
    d.document = sha256(fmt::format("document {}", n));
    d.code = crockford60(d.document);
    d.uuid = fmt::format("6f1d2c8e-0b7a-4c35-9a41-{:012}", n);
    d.form = "tt27-2020-tieu-hoc-so/1";
    d.school = fmt::format("01{:06}", n / per_school);
    d.class_name = fmt::format("4A{}", n % per_school / per_class + 1);
    d.school_year = "2024-2025";
    d.pupil_id = fmt::format("0012{:08}", n);
    d.pupil_name = "Nguyễn Văn Thử";
    d.record_digest = sha256(fmt::format("record {}", n));
    s.issue = {d.uuid, 1, now, d.school, "hocba.example", "0a0b0c0d", std::string(16, 's')};
    s.record = fmt::format("{{\"n\":{},\"pupil\":\"{}\"}}", n, d.pupil_name);
    s.pdf = pdf_of(n, size);
    s.seals = {fmt::format("HTTPS://HOCBA.EXAMPLE/V#{}", n)};
    s.software = Json::Object{{"hocba", "0.1.0"}};
    return s;
}

}  // namespace

int main(int count, char** words) {
    if (count < 3) return std::cerr << "usage: hocba_fill_archive FOLDER COUNT [BYTES-A-PDF]\n", 64;
    const std::filesystem::path folder = words[1], key = folder.string() + ".key";
    const int documents = std::atoi(words[2]);
    const std::size_t size = count > 3 ? std::strtoul(words[3], nullptr, 10) : 4000;
    const Instant now = *parse_instant("2025-05-31T10:00:00+07:00");
    if (!archive::Archive::init(folder, "hocba.example/bench", key, std::string(32, 'k'))) return 1;
    auto opened = archive::Archive::open_for_writing(folder, key);
    if (!opened) return 1;
    for (int n = 0; n < documents; n += batch) {
        std::vector<archive::Submission> submissions;
        for (int i = n; i < std::min(n + batch, documents); ++i)
            submissions.push_back(submission_of(i, size, now));
        for (const auto& answer : (*opened)->put(submissions, now))
            if (!answer) return std::cerr << answer.error().problems.front().what.en << "\n", 1;
    }
    return 0;
}
