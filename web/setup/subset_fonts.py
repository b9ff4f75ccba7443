"""subset_fonts.py FOLDER MEDIUM BOLD FALLBACK: writes fonts.h and fonts.cpp, the fonts with the interface's signs only;
words of a visitor's own in others are drawn as the system draws them (view/system_text.h).

The fallback font gets what the others lack; signs that no font has are reported, and the interface must do without.
"""

import io
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib.scaleUpem import scale_upem

SIGNS = (
    [chr(c) for c in range(0x20, 0x7F)]
    + list("\u00a0¡±²³´µ·¹º«»½¿°×÷")
    + list("ÀÁÂÄÇÈÉÍÑÓÔÖÚÜßàáâãäåæçèéêëìíîïñòóôõöøùúûü")
    + list("αδελσΠΣ")
    + list("⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉")
    + list("‖≥−…‹›“”’„–√∂")
    + list("→←↑↓↺✓▾ŷ")
)

UNITS_PER_EM = 512  # a seventh of a pixel in the largest text on the densest screen, and short numbers


def make(path, signs):
    options = subset.Options()
    options.layout_features = []  # Dear ImGui knows no kerning
    options.hinting = False
    options.desubroutinize = True  # longer, but shorter when compressed
    options.name_IDs = [0, 1, 2, 13, 14]  # whose it is and under which licence
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.drop_tables += ["BASE", "FFTM", "GDEF", "GPOS", "GSUB", "MATH", "STAT", "DSIG", "gasp", "kern"]
    font = subset.load_font(path, options)
    has = {s for s in signs if ord(s) in font.getBestCmap()}
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(s) for s in has])
    subsetter.subset(font)
    if font["head"].unitsPerEm > UNITS_PER_EM:
        scale_upem(font, UNITS_PER_EM)
    file = io.BytesIO()
    subset.save_font(font, file, options)
    return file.getvalue(), has


def main():
    folder, medium, bold, fallback = sys.argv[1:]
    signs = set(SIGNS)
    fonts, covered = {}, set(signs)
    for name, path in (("inter_medium", medium), ("inter_bold", bold)):
        fonts[name], has = make(path, signs)
        covered &= has
    missing = signs - covered
    fonts["fallback"], has = make(fallback, missing)
    print("from the fallback font:", "".join(sorted(has)))
    if missing - has:
        print("in no font:", " ".join(f"{s} U+{ord(s):04X}" for s in sorted(missing - has)))

    header = "#pragma once\n\nnamespace fonts {\n"
    source = '#include "fonts.h"\n\nnamespace fonts {\n'
    for name, data in fonts.items():
        print(f"{name}: {len(data)} bytes")
        header += f"\nextern const unsigned char {name}[];\nextern const unsigned {name}_size;\n"
        source += f"\nconst unsigned {name}_size = {len(data)};\nconst unsigned char {name}[] = {{\n"
        source += "".join(",".join(map(str, data[i : i + 24])) + ",\n" for i in range(0, len(data), 24)) + "};\n"
    # every sign, as the pairs of first and last that Dear ImGui's glyph ranges want
    codes, ranges = sorted(ord(s) for s in covered | has), []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    header += "\n// pairs of first and last sign, ended by 0, as Dear ImGui's glyph ranges\nextern const unsigned short ranges[];\n"
    source += "\nconst unsigned short ranges[] = {" + ", ".join(f"{a}, {b}" for a, b in ranges) + ", 0};\n"

    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "fonts.cpp").write_text(source + "\n} // namespace fonts\n")
    (folder / "fonts.h").write_text(header + "\n} // namespace fonts\n")


main()
