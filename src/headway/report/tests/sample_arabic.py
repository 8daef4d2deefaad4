"""The made-up report in Arabic, with narrative that stays in English, and the fixed words in Arabic."""

from __future__ import annotations

from datetime import date

from headway.report import blocks as b
from headway.report.tests.sample import BODY, SOURCES, SampleChart
from headway.report.words import Words

WORDS = Words(
    contents="المحتويات",
    sources="مصادر الأرقام",
    sources_intro="كل رقم بين قوسين في التقرير يقود إلى مدخل هنا يبيّن من أين جاء الرقم وما السجلات التي وراءه.",
    source="المصدر",
    figure="الشكل",
    table="الجدول",
    data_behind_chart="البيانات وراء هذا الرسم",
    skip_to_report="انتقل إلى التقرير",
    key_figures="أرقام رئيسية",
    timeline="التسلسل الزمني",
    rows="السجلات وراء هذا الرقم",
    back_to_text="العودة إلى النص",
    about_this_edition="عن هذه الطبعة",
    fingerprint="بصمة الحقائق",
    note="ملاحظة",
    method="كيف نعرف",
    warning="تنبيه",
    page="صفحة",
)

PROSE = (
    "تقرر المجالس من يحق له سحب المياه، وبأي مقدار، وبأي ثمن. ولم يكن أي منها يسمح للجمهور بالحضور حتى الربيع. "
    "وقد طلبت المكاتب في خمسة أحواض الأمور الثلاثة نفسها: أبواب مفتوحة، ومحاضر مكتوبة، وحق في الطعن. "
)
CHART = SampleChart(
    "أين تجتمع المجالس علنا", "أحد عشر مجلسا في الشمال وسبعة في الدلتا.", (("الشمال", 110), ("الدلتا", 70))
)


def arabic() -> b.Document:
    """Every kind of block, in Arabic."""
    return b.Document(
        title="تقرير الأثر والتعلم 2014",
        subtitle="الأنهار للجميع: الأشهر السبعة الأولى من الحملة",
        language="ar",
        date=date(2015, 3, 9),
        edition="الطبعة الأولى، نسخة عامة",
        cover=("خمسة أحواض. تسعة وثلاثون مكتبا. ما الذي تغيّر، وكيف نعرف.",),
        chapters=(
            b.Chapter("introduction", "مقدمة", _introduction()),
            b.Chapter(
                "outcomes", "النتائج الرئيسية والأثر", (b.Paragraph(b.runs(PROSE)),), (_laws(), _lives())
            ),
        ),
        sources=SOURCES,
        colophon=(
            b.runs(
                "أعده فريق الحملة من تقارير 39 مكتبا. ", b.Link("https://example.org/ar", "example.org/ar")
            ),
        ),
        digest="9f2c1e7a40d855b1c3f6a9037d2be4186c5a0f99e1d2b374859600aabbccddee",
        publisher="الأنهار للجميع",
    )


def _introduction() -> tuple[b.Block, ...]:
    return (
        b.Paragraph(b.runs(PROSE), style="lead"),
        b.Paragraph(
            b.runs(
                PROSE,
                "جمعت المكاتب ",
                b.FactRef("f-1", "1,013"),
                " توقيعا ",
                b.Mark("precision", "على الأقل"),
                "، منها ",
                b.strong("نحو ", b.FactRef("f-3", "27 %")),
                " بالبريد من ",
                b.Text("Rivers for All", lang="en"),
                ".",
            )
        ),
        b.KeyFigures(
            (
                b.KeyFigure("1,013,000", "فعل من كل الأنواع", "f-4", "على الأقل؛ أفعال لا أشخاص"),
                b.KeyFigure("39", "مكتبا أرسل تقريره", "f-5"),
                b.KeyFigure("11", "مجلسا فتح أبوابه", "f-6", marks=(b.Mark("standing", "جزئي", "caution"),)),
            )
        ),
        b.Callout(
            (
                b.Paragraph(b.runs("كل رقم يقود إلى السجلات التي جاء منها.")),
                b.Bullets((b.runs("ملأ 39 مكتبا التقرير."),)),
            ),
            "method",
        ),
        b.Figure(CHART, sources=("f-8",)),
        b.Heading("ماذا طلبنا"),
        b.Numbered((b.runs("أبواب مفتوحة."), b.runs("محاضر مكتوبة."), b.runs("حق في الطعن."))),
        b.Definitions((b.Definition(b.runs("نتيجة"), b.runs("تغيّر في ما يفعله صاحب سلطة.")),)),
    )


def _laws() -> b.Chapter:
    card = b.Card(
        b.runs("مجلس الدلتا ينشر محاضره"),
        (b.Paragraph(b.runs(BODY, "It holds in ", b.FactRef("f-9", "nine"), " districts."), lang="en"),),
        meta=b.runs("الدلتا · حزيران 2014"),
        marks=(b.Mark("verdict", "تم التحقق", "good"), b.Mark("language", "بالإنجليزية")),
    )
    table = b.Table(
        "العرائض المسلّمة، بحسب الحوض",
        (
            b.Column("الحوض", width=2),
            b.Column("المكاتب", "end"),
            b.Column("التوقيعات", "end"),
            b.Column("ما نتج عنها", width=3),
        ),
        (
            b.TableRow((b.cell("الأحواض الساحلية"),), "group"),
            b.TableRow(
                (b.cell("الدلتا"), b.cell("12"), b.cell(b.FactRef("f-10", "10,130")), b.cell("تُنشر المحاضر"))
            ),
            b.TableRow(
                (
                    b.cell("الشمال"),
                    b.cell("20"),
                    b.cell(b.FactRef("f-11", "11,143")),
                    b.cell("Nothing yet", lang="en"),
                )
            ),
            b.TableRow(
                (b.cell("المجموع"), b.cell("39"), b.cell(b.FactRef("f-12", "21,273")), b.cell()), "total"
            ),
        ),
        note=b.runs("قد يكون الشخص قد وقّع مرتين."),
        sources=("f-12", "f-13"),
    )
    return b.Chapter(
        "laws",
        "تغيّرات في القوانين والسياسات",
        (card, table, b.Divider(), b.Paragraph(b.runs(PROSE), style="small")),
    )


def _lives() -> b.Chapter:
    return b.Chapter(
        "lives",
        "تغيّرات في حياة الناس",
        (
            b.Quote(
                b.runs("She said that nobody had read her the price list before."),
                "مزارعة في الدلتا",
                lang="en",
            ),
            b.Timeline(
                (
                    b.TimelineEntry("أيار 2014", b.runs("تبدأ الحملة في خمسة أحواض.")),
                    b.TimelineEntry(
                        "26 حزيران 2014",
                        b.runs("The council pays fees back.", b.FactRef("f-14", "14,182")),
                        lang="en",
                    ),
                )
            ),
            b.Callout((b.Paragraph(b.runs("يختلف مصدران في التاريخ، ويبقى كلاهما.")),), "warning"),
        ),
    )
