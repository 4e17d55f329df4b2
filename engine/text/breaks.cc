#include "engine/text/breaks.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include "engine/base/handle.h"

namespace hocba::text {

struct LineBreaker::State {
    std::unique_ptr<icu::BreakIterator> iterator;
};

LineBreaker::LineBreaker() : state_(std::make_unique<State>()) {
    UErrorCode status = U_ZERO_ERROR;
    state_->iterator.reset(icu::BreakIterator::createLineInstance(icu::Locale("vi"), status));
    if (U_FAILURE(status)) state_->iterator.reset();
}

LineBreaker::~LineBreaker() = default;

std::vector<std::uint32_t> LineBreaker::after(std::string_view text) {
    std::vector<std::uint32_t> out;
    if (text.empty()) return out;
    UErrorCode status = U_ZERO_ERROR;
    UText storage = UTEXT_INITIALIZER;
    const Handle<UText, utext_close> view(
        utext_openUTF8(&storage, text.data(), static_cast<std::int64_t>(text.size()), &status));
    if (state_->iterator && U_SUCCESS(status)) {
        state_->iterator->setText(view.get(), status);
        state_->iterator->first();
        for (auto at = state_->iterator->next(); at != icu::BreakIterator::DONE;
             at = state_->iterator->next())
            out.push_back(static_cast<std::uint32_t>(at));
    }
    // Without ICU's data the text is one line; layout then names what does not fit.
    if (out.empty() || out.back() != text.size()) out.push_back(static_cast<std::uint32_t>(text.size()));
    return out;
}

}  // namespace hocba::text
