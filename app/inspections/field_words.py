"""Texts that the scripts of the field pages say: they stand in the page in its language, the scripts fill in numbers."""

from __future__ import annotations

from app.shell.i18n import gettext as _
from regulation.inspections.evidence import KIND_NAMES
from regulation.words import N_

#: As the scripts name them, in the writing of `data-say-` attributes.
WORDS: dict[str, str] = {
    "colon": N_("："),
    # how an entry stands
    "on-device": N_("在本机，等待发送"),
    "on-device-offline": N_("在本机，没有网络，将自动重试"),
    "on-device-signed-out": N_("在本机，登录已失效，重新登录后继续发送"),
    "saving": N_("正在存入本机"),
    "sending": N_("正在发送"),
    "taken": N_("服务器已收到 %(at)s"),
    "taken-again": N_("服务器此前已收到 %(at)s"),
    "conflict": N_("与另一名执法人员的记录不同，两份都已保留"),
    "refused": N_("服务器没有接受"),
    "broken": N_("服务器不能核验，没有保存"),
    "not-kept": N_("本机不能保存，请检查存储空间"),
    "unsent": N_("本机有%(n)s条记录尚未送达"),
    "all-taken": N_("本机的记录都已送达服务器"),
    "see-both": N_("查看两份记录"),
    "sum": N_("本机有%(n)s条记录、%(photos)s张照片或者签名尚未送达。"),
    "sum-none": N_("没有。本机的记录、照片和签名都已送达服务器。"),
    # the bundle
    "bundle-age": N_("任务包取得于 %(at)s"),
    "no-bundle": N_("本机还没有任务包，没有网络时不能使用"),
    "no-network": N_("没有网络，正在使用本机的任务包"),
    "offline": N_("现在没有网络，未能更新。"),
    "signed-out": N_("登录已失效，请重新登录。"),
    "damaged": N_("收到的任务包不完整，未能更新。"),
    # beginning
    "code-right": N_("代码相符：%(firm)s"),
    "code-wrong": N_("代码“%(code)s”不是本次检查的机构的，请核对机构是否找对。"),
    "code-missing": N_("请扫描或者输入机构的代码。"),
    "why-missing": N_("手工输入代码的，请说明没有扫码的原因。"),
    "out-of-days": N_("今天不在批准和通知的检查期间（%(from)s至%(until)s）内，不能进入。"),
    "place-missing": N_("请填写检查地点。"),
    "told-missing": N_("两名执法人员出示证件并告知后才能开始检查。"),
    "no-camera": N_("不能使用相机，请输入证照上的代码。"),
    # the form
    "progress": N_("已检查 %(done)s / %(n)s 项"),
    "next": N_("下一项未检查"),
    "to-sign": N_("机构一方和签名"),
    "photo-waiting": N_("照片在本机，等待发送"),
    "photo-taken": N_("照片已送达"),
    "photo-alt": N_("证据照片 %(name)s"),
    "photo-drop": N_("放弃这张照片"),
    "photo-dropped": N_("送达前由执法人员放弃"),
    "no-picture": N_("这不是可以使用的照片，请重新拍摄。"),
    # reading back and signing
    "not-answered": N_("还没有结论"),
    "corrected": N_("已当场改正"),
    "gap-answer": N_("“%(item)s”还没有检查结论。"),
    "gap-note": N_("“%(item)s”不符合，请写明看到的事实。"),
    "gap-sign": N_("请选择机构一方是否签名。"),
    "gap-representative": N_("请填写机构在场人员姓名。"),
    "gap-refusal": N_("请写明拒绝签名的情况。"),
    "pad-firm-empty": N_("请机构在场人员签名，或者改选拒绝签名、无人签名。"),
    "pad-own-empty": N_("请您签名。"),
    "signature-of": N_("%(name)s的签名"),
    "start-kind": N_("扫码开始检查"),
    "submit-kind": N_("提交检查单"),
    "confirm-kind": N_("确认并签名"),
    "unable-kind": N_("无法检查"),
    "unable-missing": N_("请选择无法检查的情形。"),
    "unable-note": N_("请写明到过的地点、时间和看到的情况，不少于10个字。"),
}

#: What other areas say of their own entries, in every list of what a phone holds.
MORE: dict[str, str] = {}


def all_words() -> dict[str, str]:
    """Every text in the visitor's language; numbers are still to be filled in."""
    return {key: _(text) for key, text in (WORDS | MORE).items()} | {
        f"kind-{kind}": _(name) for kind, name in KIND_NAMES.items()
    }
