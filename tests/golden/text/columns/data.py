import json

FREE = (
    "2018年10月31日09時05分（JST）頃、□□の製造装置を監視する HMI（Windows 10）が再起動を繰り返した。"
    "「ご利用のシステムは暗号化されました。」という表示を確認し、①ネットワークからの切離し、②予備機への切替え、"
    "③保守会社への連絡を、この順に行った※。通信先は https://www.example.com/gateway/session?id=0123456789abcdef&mode=ctl "
    "で、送信元の利用者は desk@example.co.jp と見られる……詳細はαおよびБの一覧のとおり。温度は±5℃、濃度は30％以下、"
    "金額は￥1,234,567（税込）であった。ﾊﾟﾀｰﾝﾌｧｲﾙは最新で、髙橋・𠮷田の両名が立ち会った☑。"
)
LOG = (
    "Oct 31 09:05:12\thmi01\tkernel: usb 1-1: new device\n"
    "Oct 31 09:05:13\thmi01\tsshd[2218]: Failed password for root from 192.0.2.17 port 51022 ssh2\n"
    "Oct 31 09:05:20\tplc-a\t異常停止（非常停止釦）\n"
)
print(json.dumps({
    "reporter": {"name": "連絡 太郎（ﾚﾝﾗｸ ﾀﾛｳ）"},
    "purpose": "contact",
    "description": {"overview": FREE},
    "attack": {"log": LOG.rstrip()},
}))
