"""Words that pages set on buttons and above boxes; clean_furniture says when they are no text."""

from typing import Final

_BUTTONS: Final = """
网站首页 返回首页 返回顶部 返回列表 返回目录 回到顶部 上一篇 下一篇 上一页 上一条 下一条 上一版
下一版 尾页 打印 打印本页 打印文章 关闭 关闭窗口 关闭本页 加入收藏 收藏本页 设为首页 分享到 分享至
一键分享 微信好友 新浪微博 腾讯微博 QQ空间 QQ好友 人人网 豆瓣 复制链接 在看 网友评论 我要评论
发表评论 评论列表 最新评论 热门评论 全部评论 写评论 登录注册 字号 字体 大号 小号 繁体 简体 手机版
电脑版 网站地图 联系我们 关于我们 关于本站 免责声明 版权声明 隐私政策 友情链接 阅读原文 查看原文
展开全文 收起 查看更多 加载更多 点击加载更多 热门推荐 为你推荐 推荐阅读 相关推荐 相关阅读 相关新闻
相关文章 相关链接 相关报道 相关内容 延伸阅读 猜你喜欢 大家都在看 热门文章 最新文章 最新资讯
阅读排行 点击排行 听新闻 语音播报 纠错 我要纠错 下载APP 打开APP APP内打开 微信公众号 官方微博
官方微信 官方公众号 微信扫一扫 扫一扫 微信视频号 官方抖音 END 全文完 扫码关注 微信二维码 提交评论
验证码 昵称 没有了 没有更多了 本版新闻 版面导航 返回版面 标题导航
"""
# One or two of these alone may be part of a text: a heading, an answer, a cell.
_MAYBE_BUTTONS: Final = """
大 中 小 阅读 浏览 点击 评论 关注 订阅 表情 邮箱 网址 复制 微信 微博 搜索 登录 注册 更多 正文 取消
确定 保存 播放 暂停 分享 收藏 喜欢 转发 点赞 赞 投诉 举报 默认 客户端 二维码 放大 缩小 提交 返回
朋友圈 QQ 无障碍 公众号 长者模式 适老化 匿名 排行榜 意见反馈 首页 下一页 末页
"""

BUTTONS: Final = frozenset(_BUTTONS.split())
MAYBE_BUTTONS: Final = frozenset(_MAYBE_BUTTONS.split())
