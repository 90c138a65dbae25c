#include "base/secret_key.h"

#include <sodium.h>

#include <array>
#include <cstdlib>
#include <cstring>

namespace toitsu {

namespace {

constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(SecretKey::kBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

void ready() {
    static const int initialised = sodium_init();
    if (initialised < 0) std::abort();  // no randomness: every key would be guessable
}

const unsigned char* octets(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* octets(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

SecretKey::SecretKey() {
    ready();
    auto* memory = static_cast<unsigned char*>(sodium_malloc(kBytes));
    if (memory == nullptr) std::abort();  // out of memory
    bytes_ = std::shared_ptr<unsigned char>(memory, sodium_free);
}

SecretKey SecretKey::random() {
    SecretKey key;
    randombytes_buf(key.bytes_.get(), kBytes);
    return key;
}

std::optional<SecretKey> SecretKey::fromBytes(std::string_view bytes) {
    if (bytes.size() != kBytes) return std::nullopt;
    SecretKey key;
    std::memcpy(key.bytes_.get(), bytes.data(), kBytes);
    return key;
}

std::string SecretKey::seal(std::string_view plain, std::string_view about) const {
    std::string out(kNonce + plain.size() + kTag, '\0');
    randombytes_buf(out.data(), kNonce);
    crypto_aead_xchacha20poly1305_ietf_encrypt(octets(out) + kNonce, nullptr, octets(plain), plain.size(),
                                               octets(about), about.size(), nullptr, octets(out), bytes_.get());
    return out;
}

std::optional<std::string> SecretKey::open(std::string_view sealed, std::string_view about) const {
    if (sealed.size() < kNonce + kTag) return std::nullopt;
    std::string out(sealed.size() - kNonce - kTag, '\0');
    const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
        octets(out), nullptr, nullptr, octets(sealed) + kNonce, sealed.size() - kNonce, octets(about), about.size(),
        octets(sealed), bytes_.get());
    if (opened != 0) return std::nullopt;
    return out;
}

std::string SecretKey::hash(std::string_view purpose, std::string_view text) const {
    std::array<unsigned char, 32> out{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, bytes_.get(), kBytes, out.size());
    // Its length first, so that no purpose is the beginning of another.
    const std::string size = std::to_string(purpose.size()) + ":";
    for (const std::string_view part : {std::string_view(size), purpose, text})
        crypto_generichash_update(&state, octets(part), part.size());
    crypto_generichash_final(&state, out.data(), out.size());
    std::array<char, 65> hex{};
    sodium_bin2hex(hex.data(), hex.size(), out.data(), out.size());
    return {hex.data(), 64};
}

std::string SecretKey::bytes() const {
    return {reinterpret_cast<const char*>(bytes_.get()), kBytes};
}

void forgetBytes(std::string& secret) {
    sodium_memzero(secret.data(), secret.size());
    secret.clear();
}

std::string base64Url(std::string_view bytes) {
    ready();
    constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string out(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
    sodium_bin2base64(out.data(), out.size(), octets(bytes), bytes.size(), kVariant);
    out.pop_back();  // its closing zero
    return out;
}

std::optional<std::string> fromBase64Url(std::string_view text) {
    ready();
    std::string out(text.size(), '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    const int read = sodium_base642bin(octets(out), out.size(), text.data(), text.size(), nullptr, &size, &end,
                                       sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    if (read != 0 || end != text.data() + text.size()) return std::nullopt;
    out.resize(size);
    return out;
}

}  // namespace toitsu
