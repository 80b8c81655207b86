# Debian packages and how to get them; sourced by quickstart.sh and test.sh.

build_packages=(
    build-essential cmake ninja-build pkg-config
    libhpdf-dev libharfbuzz-dev libfreetype-dev libfontconfig-dev libcjson-dev libdeflate-dev libssl-dev
    libpng-dev libturbojpeg0-dev libtiff-dev libqrencode-dev zlib1g-dev libp11-kit-dev
    fonts-morisawa-bizud-gothic fonts-morisawa-bizud-mincho fonts-ipamj-mincho fonts-noto-cjk fonts-symbola
)

test_packages=(
    libcmocka-dev unicode-data poppler-utils mupdf-tools qpdf python3 openssl valgrind clang-format fonts-ipaexfont
    libspandsp-dev libtiff-tools zbar-tools tesseract-ocr tesseract-ocr-jpn python3-holidays python3-yaml
    python3-jsonschema mandoc zsh
    openssl softhsm2 opensc libnss3-tools
)

# install_missing PACKAGE...: installs those that are not there yet; does not touch the network when all are.
install_missing() {
    local missing=() as_root=() package
    for package in "$@"; do
        dpkg -s "$package" 2>/dev/null | grep -q '^Status: .* installed$' || missing+=("$package")
    done
    if ((${#missing[@]} == 0)); then
        return
    fi
    echo "インストールします / installing: ${missing[*]}"
    if ((EUID != 0)); then
        as_root=(sudo)
    fi
    "${as_root[@]}" apt-get update -q
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
}
