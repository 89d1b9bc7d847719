"""Strings that try to get something through the sanitiser. Each may also be combined with the others."""

from __future__ import annotations

ATTACKS = r"""
<script>alert(1)</script>
<SCRIPT SRC=//evil.example/x.js></SCRIPT>
<script
>alert(1)</script
>
<scr<script>ipt>alert(1)</scr</script>ipt>
<script/x>alert(1)</script>
<svg onload=alert(1)>
<svg/onload=alert(1)//
<svg><script>alert(1)</script></svg>
<svg><style><img src=x onerror=alert(1)></style></svg>
<svg><a xlink:href="javascript:alert(1)"><text y=20>x</text></a></svg>
<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x"></use></svg>
<svg><animate attributeName=href values=javascript:alert(1)></svg>
<math><mtext></p><img src onerror=alert(1)></mtext></math>
<math><mi//xlink:href="data:x,<script>alert(1)</script>">
<math href="javascript:alert(1)">x</math>
<math><mtext><table><mglyph><style><!--</style><img title="--><img src=1 onerror=alert(1)>">
<img src=x onerror=alert(1)>
<img src="x" onerror="alert(1)" alt="y">
<img src=x:alert(alt) onerror=eval(src) alt=0>
<img/src=`x`onerror=alert(1)>
<img src="javascript:alert(1)">
<img src="data:image/svg+xml;base64,PHN2Zy8+">
<img srcset="https://evil.example/a 1x" src=a.jpg>
<img src=a.jpg style="background:url(https://evil.example)">
<img src=//evil.example/p.gif>
<img src=https:evil.example/p.gif>
<img src=\\evil.example\p.gif>
<img src="/\evil.example/p.gif">
<img lowsrc=https://evil.example/ dynsrc=https://evil.example/>
<image src=https://evil.example/x onerror=alert(1)>
<a href="javascript:alert(1)">x</a>
<a href=" javascript:alert(1)">x</a>
<a href="java&#x09;script:alert(1)">x</a>
<a href="java&#10;script:alert(1)">x</a>
<a href="&#106;avascript:alert(1)">x</a>
<a href="&#x6A&#x61vascript:alert(1)">x</a>
<a href="javascript&colon;alert(1)">x</a>
<a href="&#1;javascript:alert(1)">x</a>
<a href="JaVaScRiPt:alert(1)">x</a>
<a href="vbscript:msgbox(1)">x</a>
<a href="data:text/html,<script>alert(1)</script>">x</a>
<a href="view-source:javascript:alert(1)">x</a>
<a href="blob:https://x/1">x</a>
<a href="filesystem:https://x/1">x</a>
<a href="feed:javascript:alert(1)">x</a>
<a href=//evil.example onclick=alert(1) ping=//evil.example target=_blank>x</a>
<a href=//evil.example attributionsrc=//evil.example>x</a>
<a onmouseover=alert(1)>x</a>
<a href="x" style="position:fixed;top:0;left:0;width:100%;height:100%">x</a>
<a href="https://good.example@evil.example/">x</a>
<a href='x' title='"onmouseover=alert(1) x="'>x</a>
<a href="x" class="u-url p-author h-card embed embed-x" rel="me opener author">x</a>
<a name=location href=x>x</a>
<iframe src="javascript:alert(1)"></iframe>
<iframe srcdoc="<script>alert(1)</script>"></iframe>
<iframe src="https://evil.example/"></iframe>
<iframe src="https://www.youtube.com/embed/abcdefghijk" onload=alert(1) style=x></iframe>
<iframe src="https://www.youtube.com.evil.example/embed/abcdefghijk"></iframe>
<x-frame src="https://evil.example/" onload=alert(1)>x</x-frame>
<x-frame src="javascript:alert(1)">
<frameset><frame src="javascript:alert(1)"></frameset>
<object data="javascript:alert(1)"></object>
<object><param name=src value="javascript:alert(1)"></object>
<embed src="javascript:alert(1)">
<applet code=x></applet>
<portal src=https://evil.example></portal>
<fencedframe src=https://evil.example></fencedframe>
<form action="javascript:alert(1)"><input type=submit></form>
<form><button formaction="javascript:alert(1)">x</button></form>
<form id=document name=cookie><input name=querySelector></form>
<input autofocus onfocus=alert(1)>
<select autofocus onfocus=alert(1)><option>x</select>
<textarea autofocus onfocus=alert(1)></textarea><img src=x onerror=alert(1)>
<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>
<keygen autofocus onfocus=alert(1)>
<isindex type=image src=1 onerror=alert(1)>
<button popovertarget=x onclick=alert(1)>x</button>
<dialog open onclose=alert(1)>x</dialog>
<details open ontoggle=alert(1)><summary>x</summary>y</details>
<marquee onstart=alert(1)>x</marquee>
<video src=x onerror=alert(1)></video>
<video src=https://evil.example/v.mp4 poster=https://evil.example/p.jpg autoplay></video>
<video poster=javascript:alert(1)><source src=//evil.example/x></video>
<video controls src=clip.mp4><source src=https://evil.example/x><track src=//evil.example/x></video>
<audio src=https://evil.example/a.mp3 controls></audio>
<audio><source onerror=alert(1) src=x></audio>
<picture><source srcset=https://evil.example/x><img src=a.jpg></picture>
<body onload=alert(1)>
<html manifest=https://evil.example/><head><title>x</title></head>
<base href="https://evil.example/">
<meta http-equiv="refresh" content="0;url=javascript:alert(1)">
<meta charset=utf-7>+ADw-script+AD4-alert(1)
<link rel=stylesheet href=https://evil.example/x.css>
<link rel=import href=https://evil.example/>
<style>@import 'https://evil.example/x.css';</style>
<style>*{background:url(https://evil.example/)}</style>
<style><img src=x onerror=alert(1)></style>
<div style="background-image:url(javascript:alert(1))">x</div>
<div style="width:expression(alert(1))">x</div>
<table background="javascript:alert(1)"><tr><td background=x style=x>y</table>
<p id=main class="e-content">x</p><p id=main>y</p><p id=cite-1-a>z</p><p id=source-a>z</p>
<p id="source-a&quot; onclick=alert(1)">x</p>
<p id=__proto__>x</p><p id=constructor>y</p>
<b title="<img src=x onerror=alert(1)>">x</b>
<b title='"><script>alert(1)</script>'>x</b>
<b title="&quot;><script>alert(1)</script>">x</b>
<b title="</b><script>alert(1)</script>">x</b>
<b title="&#30;E0&#31;">x</b>
<b title="&#x1e;L0&#x1f;" id="&#30;I0&#31;">x</b>
&#30;E0&#31; &#x1E;L0&#x1F; &#30I0&#31 &#0030;C0&#0031;
&#3&#30;0;E0&#3&#31;1;
<b title="&#xFFFE;">&#65535; &#xfffff;</b>
<!--<img src=x onerror=alert(1)>-->
<!--> <img src=x onerror=alert(1)> -->
<!--!> <img src=x onerror=alert(1)> --!>
<!-- x --!> <script>alert(1)</script> -->
<![CDATA[<script>alert(1)</script>]]>
<?xml version="1.0"?><script>alert(1)</script>
<!DOCTYPE html [<!ENTITY x "<script>">]>&x;
<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>
<noembed><img title="</noembed><img src=x onerror=alert(1)>"></noembed>
<xmp><p title="</xmp><img src=x onerror=alert(1)>"></xmp>
<plaintext><script>alert(1)</script>
<template><script>alert(1)</script></template>
<title><img title="</title><img src=x onerror=alert(1)>"></title>
<a title="<title>" href=javascript:alert(1)><xmp title="</a><img src=x onerror=alert(1)>">
<tItLe/><img src=x onerror=alert(1)></tItLe
<noframes><script>alert(1)</noframes></script><plaintext
<svg><title><xmp><img src=x onerror=alert(1)></svg><script>alert(1)<title>
<script><!-- <style> alert(1)
<select><template><title><img src=x onerror=alert(1)>
<listing>&lt;img onerror=alert(1) src&gt;</listing>
<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>
<p title="`onmouseover=alert(1)">x</p>
<x onclick=alert(1)>x</x>
<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>
<ruby><rt><template><p><ruby oncut=alert(1)>
<blockquote cite="javascript:alert(1)">x</blockquote>
<q cite=//evil.example>x</q><del cite=data:x>y</del>
<blockquote class="twitter-tweet"><p><script>alert(1)</script><img src=x onerror=alert(1)></p>&mdash; A (@a) <a href="javascript:alert(1)">x</a></blockquote>
<blockquote class="twitter-tweet"><p>x</p>&mdash; A (@a) <a href="https://twitter.com/a/status/1&quot;onclick=alert(1)">x</a>
<blockquote class="twitter-tweet" data-x='<script>'><p>&lt;script&gt;alert(1)&lt;/script&gt;</p></blockquote>
<blockquote class="bluesky-embed" data-bluesky-uri="javascript:alert(1)"><p>x</p></blockquote>
<blockquote class="mastodon-embed" data-embed-url="javascript:alert(1)"><p>x</p></blockquote>
<ol start="javascript:alert(1)" type="x&quot;"><li value=">x">y</ol>
<span lang="&quot; onclick=alert(1)" dir="x">y</span>
<td><script>alert(1)</script></td><tr><th onclick=alert(1)>x
</p></div></body></html><script>alert(1)</script>
<a href="x"><a href="javascript:alert(1)">y</a></a>
<p><a href=x><table><a href=y>z
<ins><p><del>x</ins></p>y</del>
[x](javascript:alert(1))
[x]( javascript:alert(1))
[x](<javascript:alert(1)>)
[x](java&#115;cript:alert(1))
[x](jav&#x09;ascript:alert(1))
[x](JAVASCRIPT&colon;alert(1))
[x](data:text/html;base64,PHNjcmlwdD4=)
[x](vbscript:x "t")
[x](https://a.example/"onclick="alert(1))
[x](https://a.example 'a" onclick="alert(1)')
[x](#" onclick="alert(1))
[x][j]

[j]: javascript:alert(1)
[k]: <data:x> "t"
![x](javascript:alert(1))
![x](x"onerror="alert(1))
![x" onerror="alert(1)](x)
![x](https://evil.example/x.png "t")
![x](//evil.example/x.png)
![x](a.jpg "<script>alert(1)</script>"){credit="<img src=x onerror=alert(1)>"}
![x](a.jpg){onerror=alert(1) style="x" srcset="//evil.example/x" id=main .u-photo}
<javascript:alert(1)>
<javascript://%0aalert(1)>
<data:text/html,x>
<https://a.example/"onclick="alert(1)>
https://a.example/"onclick="alert(1)
https://a.example/'><script>alert(1)</script>
http://a.example/<script>alert(1)</script>
x {onclick=alert(1) style=position:fixed}
# x {#main onclick=alert(1)}
# x {#source-a .p-name}
# <script>alert(1)</script> {#"><script>}
*x*{onmouseover="alert(1)"}
[x](y){href=javascript:alert(1) onclick=alert(1) target=_blank rel=me}
```"><script>alert(1)</script>
x
```
```{.x onclick="alert(1)" style="x" #main}
x
```
~~~ javascript:alert(1)
</code></pre><script>alert(1)</script>
~~~
`<script>alert(1)</script>`
    <script>alert(1)</script>
[^x]: <script>alert(1)</script>

[^x][^"><script>]

[^"><script>]: y
x[^1]

[^1]: [a](javascript:alert(1)) {onclick=alert(1)}
[@a, <script>alert(1)</script>]
[@a, " onclick="alert(1)] [@a;@a] [@"><script>]
[@a]: javascript:alert(1)
[tweet:"><script>alert(1)</script>]
[tweet:t1] x

[tweet:t1]
https://x.com/a/status/1"onclick=alert(1)

https://x.com/example/status/1

<https://x.com/example/status/1?"><script>>
| <script>alert(1)</script> | [x](javascript:alert(1)) |
|---|---|
| <img src=x onerror=alert(1)> | `|` {onclick=alert(1)} |
Term <script>
: <b onclick=alert(1)>def
{{ ''.__class__ }} {% include "/etc/passwd" %} {{ config }} ${7*7} <%= 7 %> #{7}
{% raw %}<script>alert(1)</script>{% endraw %}
\<script>alert(1)\</script>
<script>alert(1)\</script>
\x1eE0\x1f \x02wzxhzdk:0\x03 wzxhzdk:0 klzzwxh:0000
＜script＞alert(1)＜/script＞ ‹script› <ſcript>alert(1)</ſcript> <ıframe src=x>
""".strip("\n")

ATTACKS_BY_LINE = [line for line in ATTACKS.split("\n") if line.strip()]
"""Most stand on one line; those on several are tried whole, in the text of all."""
