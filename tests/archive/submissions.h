// Synthetic documents for the archive's tests; nobody's.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "archive/archive.h"
#include "archive/random.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"

namespace hocba::archive::testing {

inline const Instant noon{1748660400, 420};
inline const std::string origin = "hocba.example/so-ha-noi";

/// The n-th pupil's, without a PDF.
inline Submission without_pdf(int n, const std::string& name = "Nguyễn Văn Đạt") {
    char uuid[40];
    std::snprintf(uuid, sizeof uuid, "6f1d2c8e-0b7a-4c35-9a41-%012d", n);
    Submission s;
    Description& d = s.description;
    d.document = sha256("document " + std::to_string(n));
    d.code = crockford60(d.document);
    d.uuid = uuid;
    d.form = "tt27-2020-tieu-hoc-so/1";
    d.school = "01000417";
    d.class_name = n % 2 == 0 ? "4A1" : "4A2";
    d.school_year = "2023-2024";
    d.pupil_id = "0012140000" + std::to_string(10 + n);
    d.pupil_name = name;
    d.record_digest = sha256("record " + std::to_string(n));
    s.issue = {uuid, 1, noon, "01000417", "hocba.example", "0a0b0c0d", std::string(16, 's')};
    s.record = "{\"pupil\":\"" + name + "\",\"n\":" + std::to_string(n) + "}";
    s.seals = {"HTTPS://HOCBA.EXAMPLE/V#AAAA" + std::to_string(n)};
    s.software = Json::Object{{"hocba", "0.1.0"}};
    return s;
}

/// 700 + 13 n bytes of "PDF".
inline Submission submission(int n, const std::string& name = "Nguyễn Văn Đạt") {
    Submission s = without_pdf(n, name);
    s.pdf = "%PDF-1.7\n";
    for (int i = 0; i < 700 + 13 * n; ++i) s.pdf += static_cast<char>('!' + (i * 7 + n) % 90);
    return s;
}

inline std::vector<Submission> submissions(int from, int to) {
    std::vector<Submission> all;
    for (int n = from; n < to; ++n) all.push_back(submission(n));
    return all;
}

/// Salts that differ without being random: tests are reproducible.
inline Random counted() {
    return [n = 0](std::size_t size) mutable -> Result<std::string> {
        std::string bytes;
        while (bytes.size() < size) bytes += sha256(std::to_string(n++));
        bytes.resize(size);
        return bytes;
    };
}

}  // namespace hocba::archive::testing
