// A PIN, a passphrase or an access token: wiped from memory when it goes.
#pragma once

#include <string>
#include <string_view>

namespace hocba {

class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string_view text);
    /// Takes it over: `text` is wiped.
    static Secret taken(std::string& text);
    ~Secret();
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;

    /// To be handed on by reference, never copied.
    const std::string& text() const { return text_; }
    bool empty() const { return text_.empty(); }

  private:
    std::string text_;  // on the heap however short, so that moving it leaves no copy behind
};

/// Overwrites the bytes, and those that it once had room for, so that no compiler leaves it out.
void wipe(std::string& text);

}  // namespace hocba
