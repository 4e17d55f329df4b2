#include "engine/exchange/encoding_guess.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "engine/base/utf8.h"
#include "engine/exchange/encoding_tables.h"

namespace hocba::exchange {
namespace {

constexpr std::size_t kFewestWords = 3;

struct Candidate {
    const char* name;
    std::string (*convert)(std::string_view);
};

/// In the order of their use in schools; the first of equals is named.
constexpr std::array<Candidate, 5> kCandidates{{{"tcvn3", from_tcvn3},
                                                {"vni", from_vni},
                                                {"windows-1258", from_windows1258},
                                                {"viscii", from_viscii},
                                                {"tcvn5712-1", from_tcvn5712_1}}};

bool is_vowel(char32_t c) {
    return std::u32string_view(U"aăâeêioôơuưy").find(c) != std::u32string_view::npos;
}

/// Small letters without their tones, and how many tones there were.
struct Toneless {
    std::u32string letters;
    int tones = 0;
};

Toneless without_tones(std::u32string_view word) {
    static constexpr std::u16string_view kTones = u"\u0300\u0301\u0303\u0309\u0323";
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString given, apart, rest, composed;
    for (const char32_t c : word) given.append(u_tolower(static_cast<UChar32>(c)));
    icu::Normalizer2::getNFDInstance(status)->normalize(given, apart, status);
    Toneless out;
    for (std::int32_t i = 0; i < apart.length(); ++i)
        if (kTones.find(apart[i]) == kTones.npos)
            rest.append(apart[i]);
        else
            ++out.tones;
    icu::Normalizer2::getNFCInstance(status)->normalize(rest, composed, status);
    std::string utf8;
    out.letters = code_points(composed.toUTF8String(utf8));
    return out;
}

/// Parts of syllables, between spaces; the onsets qu and gi bring their vowel to the nucleus.
constexpr std::u32string_view kOnsets = U" b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q r s t th tr v x ";
constexpr std::u32string_view kNuclei =
    U" a ă â e ê i o ô ơ u ư y "
    U"ai ao au ay âu ây eo êu ia iâ iă ie iê io iô iơ iu iư oa oă oe oi ôi ơi oo ôô "
    U"ua uă uâ ưa ue uê ui ưi uo uô uơ ươ ưu uy yê "
    U"iai iao iau iây iâu iêu iươ oai oao oay oeo uai uao uau uay uây ueo uôi ươi ươu uya uyê uyu yêu ";
constexpr std::u32string_view kCodas = U" c ch m n ng nh p t ";

bool one_of(std::u32string_view part, std::u32string_view parts) {
    return parts.find(U" " + std::u32string(part) + U" ") != parts.npos;
}

/// "TiÓu" is VISCII's reading of TCVN3.
bool has_capital_inside(std::u32string_view word) {
    for (std::size_t i = 1; i < word.size(); ++i)
        if (word[i] >= 0x80 && u_isupper(static_cast<UChar32>(word[i])) != 0 &&
            u_islower(static_cast<UChar32>(word[i - 1])) != 0)
            return true;
    return false;
}

/// Onset, nucleus, coda; at most one tone. All syllables of the language, and some that are none.
bool is_syllable(std::u32string_view word) {
    const Toneless toneless = without_tones(word);
    const std::u32string_view letters = toneless.letters;
    const auto first = std::find_if(letters.begin(), letters.end(), is_vowel);
    const auto last = std::find_if_not(first, letters.end(), is_vowel);
    const auto onset = static_cast<std::size_t>(first - letters.begin());
    const auto vowels = static_cast<std::size_t>(last - first);
    return toneless.tones <= 1 && !has_capital_inside(word) &&
           (onset == 0 || one_of(letters.substr(0, onset), kOnsets)) &&
           one_of(letters.substr(onset, vowels), kNuclei) &&
           (onset + vowels == letters.size() || one_of(letters.substr(onset + vowels), kCodas));
}

/// Signs inside a word belong to it: "V¨n" is one word, and none that is Vietnamese.
bool in_word(char32_t c) {
    return c >= 0xA1 || u_isalpha(static_cast<UChar32>(c)) != 0;
}

}  // namespace

std::string_view sample_of(std::string_view text) {
    std::size_t end = std::min(text.size(), kSample);
    while (end > 0 && end < text.size() && (text[end] & 0xC0) == 0x80) --end;
    return text.substr(0, end);
}

Syllables syllables_of(std::string_view text) {
    const std::u32string all = code_points(nfc(sample_of(text)));
    Syllables counted;
    for (auto at = all.begin(); at != all.end();) {
        const auto begin = std::find_if(at, all.end(), in_word);
        at = std::find_if_not(begin, all.end(), in_word);
        const std::u32string_view word(all.data() + (begin - all.begin()),
                                       static_cast<std::size_t>(at - begin));
        if (std::all_of(word.begin(), word.end(), [](char32_t c) { return c < 0x80; })) continue;
        ++counted.all;
        if (is_syllable(word)) ++counted.vietnamese;
    }
    return counted;
}

std::string looks_like(std::string_view bytes) {
    bytes = bytes.substr(0, kSample);
    std::string best;
    Syllables most;
    for (const Candidate& candidate : kCandidates) {
        const Syllables syllables = syllables_of(candidate.convert(bytes));
        if (syllables.all < kFewestWords || !syllables.most()) continue;
        // Fewer words with marks that are all syllables beat nothing: compare the shares.
        if (!best.empty() && syllables.vietnamese * most.all <= most.vietnamese * syllables.all) continue;
        best = candidate.name;
        most = syllables;
    }
    return best;
}

}  // namespace hocba::exchange
