// A good trust folder, to be spoilt: the key of RFC 8037 signs its lists.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/trust/trust.h"
#include "tests/support/process.h"

namespace hocba::test {

// RFC 8037, appendix A.1 and A.2: the key, and its public half as JWK.
inline const std::string kRootPem =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
    "-----END PRIVATE KEY-----\n";
inline const char* const kRootX = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

inline const Instant kFrom = *parse_instant("2024-01-01T00:00:00+07:00");
inline const Instant kUntil = *parse_instant("2034-01-01T00:00:00+07:00");

inline trust::SealKey seal_key() {
    trust::SealKey key;
    key.spki = *from_hex("302a300506032b6570032100") + *from_base64url(kRootX);
    key.key_id = sha256(key.spki).substr(0, 4);
    key.school = "01000417";
    key.from = kFrom;
    key.until = kUntil;
    return key;
}

inline Json keys_of(const std::vector<Json>& keys) {
    return Json::Object{{"as_of", to_rfc3339(kFrom)}, {"keys", Json::Array(keys)}};
}

inline std::string jws(const Json& payload, const char* type) {
    const auto made = trust::make_jws(canonical(payload), kRootPem, type);
    REQUIRE(made);
    return *made;
}

inline trust::StatusList status_list() {
    return {kFrom, kUntil, {{"12345678", 2, trust::DocumentState::superseded, "Chỉnh lý"}}, kFrom, kFrom};
}

inline Json status_payload() {
    const auto payload = parse_json(trust::canonical(status_list()), "status");
    REQUIRE(payload);
    return *payload;
}

inline trust::AuthorisedSigner principal() {
    return {sha256("certificate"), "principal", "01000417", kFrom, kUntil};
}

inline Json signers_of(const Json& one) {
    return Json::Object{{"as_of", to_rfc3339(kFrom)}, {"signers", Json::Array{one}}};
}

/// A good trust folder, to be spoilt.
struct TrustFolder : Folder {
    TrustFolder() : Folder("trust") {
        std::filesystem::copy_file(demo_pki() / "pdf-roots.pem", *this / "pdf-roots.pem");
        put("seal-root.jwk", pretty(*trust::jwk_of(kRootPem)));
        put("seal-keys.jws", jws(keys_of({trust::to_json(seal_key())}), trust::kSealKeysType));
        put("status.jws", jws(status_payload(), trust::kStatusType));
        put("signers.jws", jws(signers_of(trust::to_json(principal())), trust::kSignersType));
    }
    void put(const std::string& name, const std::string& bytes) const {
        REQUIRE(write_file(*this / name, bytes));
    }
    trust::Trust load() const {
        const auto loaded = trust::load(path());
        REQUIRE(loaded);
        return *loaded;
    }
};

/// "where: what" of the only problem.
inline std::string only_problem(const trust::Trust& trust) {
    if (trust.problems.size() != 1) return std::to_string(trust.problems.size()) + " problems";
    CHECK_FALSE(trust.problems[0].what.vi.empty());
    return trust.problems[0].where + ": " + trust.problems[0].what.en;
}

}  // namespace hocba::test
