"""`zhiheng export-returns YEAR --out FILE.csv`: the filed rows of a year, for whoever recounts the yearbook.

Only with the database rights of the statistics. The rows are statistical microdata under pseudonyms: the
Statistics Law keeps them inside the statistics, so the file is readable by its owner alone and every run says so.
"""

import argparse
import os
from pathlib import Path

import asyncpg
import polars as pl

from app.commands import speech
from regulation import errors
from regulation.indicators import catalogue
from regulation.indicators.indicator import Kind
from regulation.indicators.options import BUSINESS_LINES
from reports.statistics import gathering
from reports.statistics.microdata import KEYS, LINES

#: What a database answers to whoever may not read the statistics: without a right on the schema its tables are not there.
REFUSALS = (
    asyncpg.UndefinedTableError,
    asyncpg.InsufficientPrivilegeError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidPasswordError,
    asyncpg.InvalidParameterValueError,
)
ABOUT = {
    "year": "年度",
    "unit": "单位代号",
    "group": "企业集团代号",
    "district": "区",
    "inst_type": "机构类型",
    "type_group": "类型组",
    "has_licence": "许可",
    "has_filing": "备案",
    "is_public": "公共机构",
    "state": "A已报 I估算 M未报",
    "is_nil": "零业务",
}


async def run(args: argparse.Namespace) -> int:
    """Write the rows, and beside them the estimates; 1 without the rights of the statistics, or without returns."""
    try:
        found = await gathering.frozen(args.year) or await gathering.gather(args.year)
    except errors.NotFound:
        speech.complain(
            f"{args.year}年度没有已报送的统计年报。", f"No statistical returns were filed for {args.year}."
        )
        return 1
    except REFUSALS as reason:
        speech.complain(
            f"没有统计权限，不能导出统计资料：{reason}。请由统计人员用统计角色的数据库账号运行。",
            f"Refused without the rights of the statistics: {reason}. A statistician runs this with the login of the"
            " statistics.",
        )
        return 1
    microdata = found.microdata
    estimates = args.out.with_name(f"{args.out.stem}-estimates.csv")
    _write(args.out, rows(microdata.of_year(args.year)))
    _write(estimates, estimated(microdata.imputed_of(args.year)))
    answered = int((microdata.of_year(args.year)["state"] == "A").sum())
    speech.say(
        f"{args.year}年度：{microdata.of_year(args.year).height}个单位（已报{answered}个）写入{args.out}，估算值写入{estimates}；"
        f"{'已冻结' if found.is_frozen else '当前'}数据，摘要{microdata.digest}。",
        f"{args.year}: {microdata.of_year(args.year).height} units ({answered} answered) written to {args.out}, estimates"
        f" to {estimates}; {'frozen' if found.is_frozen else 'present'} microdata, digest {microdata.digest}.",
    )
    speech.say(
        "这是统计调查取得的单个调查对象资料（已去标识），依法保密，只供统计人员复核，不得带出、外传或者用于统计以外的目的。",
        "These are single respondents' statistical data under pseudonyms, secret by law: for recounting by statisticians"
        " only; they may not leave, be passed on, or serve any other purpose.",
    )
    return 0


def rows(units: pl.DataFrame) -> pl.DataFrame:
    """The units as they answered: amounts in the unit of the form, empty where nothing was asked or answered."""
    lines = {f"line_{line.code}": line.zh for line in BUSINESS_LINES}
    return units.select(
        *(pl.col(name).alias(f"{name} {label}") for name, label in ABOUT.items()),
        *(pl.col(name).alias(f"{name} {lines[name]}") for name in LINES),
        *(_natural(key).alias(f"{key} {_label(key)}") for key in KEYS),
    )


def estimated(cells: pl.DataFrame) -> pl.DataFrame:
    """The imputed cells with their methods."""
    return cells.select(
        pl.col("year").alias("year 年度"),
        pl.col("unit").alias("unit 单位代号"),
        pl.col("key").alias("key 指标"),
        pl.col("method").alias("method 方法"),
        (pl.col("value") / catalogue.SCALE).cast(pl.Decimal(20, 2)).alias("value 数值"),
    )


def _natural(key: str) -> pl.Expr:
    if catalogue.BY_KEY[key].kind is Kind.COUNT:
        return pl.col(key) // catalogue.SCALE
    return (pl.col(key) / catalogue.SCALE).cast(pl.Decimal(20, 2))


def _label(key: str) -> str:
    indicator = catalogue.BY_KEY[key]
    return f"{indicator.zh}（{indicator.unit_name('zh')}）"


def _write(path: Path, frame: pl.DataFrame) -> None:
    """UTF-8 with a mark for spreadsheets; nobody but the owner of the file may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.fchmod(kept, 0o600)
    with os.fdopen(kept, "wb") as out:
        frame.write_csv(out, include_bom=True, line_terminator="\r\n")
