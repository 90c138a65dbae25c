#pragma once

// Secret key: authenticated encryption of texts and files (XChaCha20-Poly1305, libsodium). The bytes of a key lie in
// memory of their own that is locked where the system allows it, left out of core images, and wiped in the end.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace toitsu {

class SecretKey {
public:
    static constexpr std::size_t kBytes = 32;

    static SecretKey random();
    static std::optional<SecretKey> fromBytes(std::string_view bytes);  // nullopt: not 32 of them

    // A random nonce, the ciphertext and its tag. `about` is not kept: only who says the same can open it, so that what
    // was sealed for one place cannot be opened in another.
    std::string seal(std::string_view plain, std::string_view about) const;
    // nullopt: another key, another `about`, or not as it was sealed.
    std::optional<std::string> open(std::string_view sealed, std::string_view about) const;

    // A keyed hash of 256 bits (BLAKE2b), hexadecimal: equal texts can be found again without the text, and nobody who
    // lacks the key can try out which text it is.
    std::string hash(std::string_view purpose, std::string_view text) const;

    std::string bytes() const;  // to be written down; whoever asks wipes it (forgetBytes)

private:
    SecretKey();
    std::shared_ptr<unsigned char> bytes_;
};

void forgetBytes(std::string& secret);

// Base64 without padding in the alphabet of URLs.
std::string base64Url(std::string_view bytes);
std::optional<std::string> fromBase64Url(std::string_view text);

}  // namespace toitsu
