"""The page for an answer other than what was asked: what happened, by which rule, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from app.shell import navigation, render
from app.shell.i18n import gettext as _
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from litestar import Request, Response

    from regulation.law.citation import Citation

#: Status -> title, explanation when the error brings none, advice.
EXPLAINED: Final[dict[int, tuple[str, str, tuple[str, ...]]]] = {
    400: (
        N_("请求无法识别"),
        N_("浏览器发来的内容不完整或格式不对。"),
        (N_("返回上一页，重新填写后再提交"),),
    ),
    401: (N_("请先登录"), N_("此页面需要登录后查看。"), (N_("登录后会回到您要的页面"),)),
    403: (
        N_("您没有办理此事项的权限"),
        N_("您的账户可以登录，但岗位或所属机关不包括此事项。"),
        (N_("确认登录的是正确的账户"), N_("需要此权限的，请联系本单位的账户管理人员")),
    ),
    404: (
        N_("没有找到您要的页面"),
        N_("地址可能有误，或者内容已经移走。"),
        (N_("核对地址是否完整"), N_("从首页查询机构名称、统一社会信用代码或许可证编号")),
    ),
    405: (N_("不能这样打开此地址"), N_("此地址只接受提交的表单。"), (N_("返回上一页重新操作"),)),
    409: (
        N_("现在不能办理此事项"),
        N_("事项的状态或法律规定不允许这一步。"),
        (N_("返回事项页面，查看当前状态和可以办理的步骤"),),
    ),
    413: (N_("上传的内容过大"), N_("提交的文件超过了允许的大小。"), (N_("压缩或拆分文件后重新上传"),)),
    415: (
        N_("文件类型不符"),
        N_("提交的文件不是此处接受的类型。"),
        (N_("换成页面上列出的文件类型后重新上传"),),
    ),
    422: (
        N_("填写的内容有误"),
        N_("有的内容无法使用，已填写的内容没有保存。"),
        (N_("返回上一页，按提示修改"),),
    ),
    429: (
        N_("操作过于频繁"),
        N_("短时间内的请求超过了限度，限制会自动解除。"),
        (N_("稍等一分钟再试"), N_("需要大量数据的，请使用导出文件")),
    ),
    500: (
        N_("系统出现故障"),
        N_("您的操作没有完成，故障已经记录，不是您的操作有误。"),
        (N_("稍后重新操作"), N_("多次出现时请联系技术人员")),
    ),
    503: (N_("系统暂时不可用"), N_("系统正在维护或启动。"), (N_("几分钟后刷新页面"),)),
}


def failure(
    request: Request[Any, Any, Any],
    status_code: int,
    *,
    what_happened: str = "",
    citation: Citation | None = None,
    meanwhile: Mapping[str, Any] | None = None,
    field_errors: Iterable[str] = (),
    advice: Iterable[str] = (),
    reference: str = "",
    back: str = "",
    title: str = "",
    headers: dict[str, str] | None = None,
) -> Response[str]:
    """The page for this status; texts given by the caller are already translated."""
    known, explanation, counsel = EXPLAINED.get(status_code) or EXPLAINED[400 if status_code < 500 else 500]
    portal = navigation.portal_of(request.url.path)
    return render.page(
        "shell/error.html",
        request,
        status_code=status_code,
        headers=headers,
        answered=status_code,
        title=title or _(known),
        what_happened=what_happened or _(explanation),
        what_to_do=list(advice) or [_(text) for text in counsel],
        citation=citation,
        meanwhile=meanwhile,
        field_errors=list(field_errors),
        reference=reference,
        back=back or ("/" if portal == "public" else f"/{portal}"),
    )
