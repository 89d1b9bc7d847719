"""Markdown in all its forms, written out for comparing converters: each entry is a document."""

# ruff: noqa: E101, W291 - Markdown as it is typed

from __future__ import annotations

CASES = """
A line of prose.
Another line of the same paragraph.

A second paragraph,   with runs   of spaces.

  Indented a little.
====
One line and a break at its end:␠␠
the second line.␠␠
␠␠
A third.
====
*one* **two** ***three*** _four_ __five__ ___six___ *a **b** c* **a *b* c** _a __b__ c_
====
*not closed **nor this _nor __that
====
**bold*em* and *em**bold** *a*b*c* **a**b**c** a*b*c a_b_c a__b__c _a_b _a_ _b_
====
***a** b* ***a* b** **a *b*** *a **b*** **** ** * *** ___ _ __ ****a**** *****b*****
====
*a _b* c_ _a *b_ c* **a __b** c__ 2*3*4 snake_case_name __init__ *(a)* _"b"_ *a*, _b_; (*c*)
====
`code` ``co`de`` ```a``b``` `un closed `` and `  spaced  ` `` ` `` `<b>&amp;` \\`not` \\\\`is`
====
\\*not\\* \\_not\\_ \\\\ \\` \\{ \\} \\[ \\] \\( \\) \\> \\# \\+ \\- \\. \\! \\| \\a \\< \\
====
[a](b) [a]( b ) [a](<b c>) [a](b "t") [a](b 't') [a](b "t \\" u") [a](b (c) d) [a](b(c)) [a](b "x)y") [](x) [a]()
====
[a](b 'it"s') [a](b "it's") [a](b "x" y) [a](b "open) [a](b "t"
) [a] (b) [a](b)(c) [[a](b)](c) [a [b] c](d) [a](b\\)c) [*a*](b) *[a](b)* [`a]`](b) [a](b "&amp; <i>")
====
![a](b) ![a](b "t") ![a *b* c](d) ![a][r] ![r] ![r][] [![a](b)](c) !\\[a](b) ![](b) ![a] [r]

[r]: img.png "Title"
====
[one][two] [one] [two] [Two][] [two][] [one] [two][x] [TWO] [a
b] [nowhere] [nowhere][] [a][nowhere] [two](x)

[two]: http://two.example/ 'Two'
[one]:
  http://one.example/
  "One"
[A B]: <ab.html>
 [three]: three.html (Three)
not a paragraph? [three]
====
<http://a.example/x?y=1&z=2> <https://a.example> <ftp://f.example/> <mailto:a@b.example> <a@b.example> <not a tag>
<foo://bar> <a.b+c-d://e> <http://a b>
====
A <b>raw</b> tag, <a href="x" title='y'>link</a>, <br> <br/> <br /> <img src=x> <span class="a"
id="b">two lines</span> <!-- comment --> <?php x ?> <i>*a*</i> *<i>a</i>* <b title="*a*">*b*</b> < b > a<b a>b 1 < 2 > 0
====
&amp; &copy; &#169; &#xA9; &#XA9; & &foo &foo; AT&T &#; &#x; a&b;c &#65 &amp;amp;
====
<div>
*raw*
</div>

<p>raw <b>p</b></p>
tail

text <div>inline</div> text

<div>

blank inside

</div> after

<hr>

<HR/>
<table><tr><td>*x*</td></tr></table>
====
<!-- a
comment

over blocks --> text

<!-- one --> <!-- two -->

text <!-- three --> text

<!-- unclosed
====
<div><p>one</div>

*para*

</div> stray

<script>
if (a < b && c) { *x* }
</script>

<style>a > b { c: d }</style>

<pre>
*x*

y
</pre>
====
<ul>
<li>one
<li>two
</ul>

- a <b>b</b>
- <div>x</div>
- <p>y</p>

> <div>q</div>

1. <hr>
====
# one
## two ##
### three ### three ###
#### four \\#
##### five
###### six
####### seven
#no space
#
# *em* `code` [a](b)
text
# after text
more
====
Title
=====

Sub
---

Not
 ---

a
=
b
-
c
====
Two lines
under
===

text
---
text

=====

-----
====
* * *

***

---

- - -

___

_ _ _

* * a

text
***
text
- - -
====
* one
* two

  two b
* three

    code?

* four

        code in four

+ plus
- minus
====
- a
    - b
        - c
            - d
    - e
- f

    g

    - h

        i
- j
====
1. one
2. two
10. ten
1. one

3. three
   lazy
lazier

   para
4) no

text
1. not a list
====
- one

- two
- three


- four

1. other

- again
====
* a

    > q

    1. b
    2. c

        code

    text

* # heading
  under
* ***
====
*not a list
-not
1.not
- 
-
* 
  x
====
> a
> b

> c

d

> e
f
> > g
> > h
> i

>j
 > k
    > l
====
> - a
> - b
>
>     code
>
> # h
> 1. x
>
> > y

text
> interrupt
====
    code
    <b>&amp;

    more

        deeper
text

	tabbed
 	mixed

- a

		in list
====
a

    code *x*



    code again

b
====
```
fence
```

~~~ python
x = 1 < 2
~~~

```{.ruby #id .x key=val}
y
```

``` js hl_lines="1 2"
z

z
```
```
unclosed
====
text
```
in a paragraph
```
text

````
```
inner
```
````

~~~~
~~~
~~~~
====
| a | b |
|---|---|
| c | d |
| e |
| f | g | h |

a | b
--|--
c | d

| a |
|---|
| b |

|a|b|
|:-|-:|
|`x|y`|\\||
====
| a | b | c |
|:--|:-:|--:|
| *x* | [y](z) | <b>q</b> |
| ``a | b`` | \\| | `|` |

not | a table
not

| a | b |
| c | d |

a | b
- | -
====
Term
: Definition

Term 2
Term 3
:   One
    two

:   Three

    four

: not
:not

Last

: loose
====
Apple
:   Pomaceous

    - a
    - b

        code

:   > q

Orange
:   x {.y}

text
: z
: zz
====
A note[^1] and another[^two] and again[^1] and none[^3].

[^1]: The *first*.
[^two]: The second

    with a paragraph

        and code

    - and a list
[^four]: unused

text
====
x[^a] y[^b] z[^a] w[^a]

[^b]: b[^a]
[^a]: - list

    > quote
====
![^1] [^1](x) [^ 1] [^] [^1]:y

[^1]:
    lazy

- a[^1]
====
para {.x}
{#id .c key=val k2="v 2" k3='v3'}

# h {#h .c}
## h ## {: .d }
### h {.a}b

*em*{.x} **s**{#y}z `c`{.code} [l](u){target=_blank} ![i](s){width=5}

- item {.i}
{.j}
- item
  {.k}

> q
> {.q}
====
a {not} {} { } {: } {x {y}} {.a}} *b*{.c}} *d*{e}f{g}

| a {.h} | b |
|---|---|
| c {.c1} | d |
{.table}

Term {.t}
: def
  {.d}
====
a
{.last}
b

text {: .x}
{: hidden checked=checked data-x}

1. a
{.l}
    2. b
    {.m}
====
Windows\r\nline\r\nends\r\n\r\n- a\r\n- b\rold mac\r\n
====
\tTab at the start

a\tb\tc

-\tx
-\ty

1.\tz
====


Blank lines before



and between   \t


after


====
_a_b_ *a*b* __a__b__ ~~no~~ ^no^ ==no== ++no++ :no: [ ] [x] - [ ] task
====
Mixed *a `b*` c* [a `](b)` c](d) <i *a*> *<http://x.example/*>* [a](<b*c*d>) *a\\*b* **a\\** b**
====
*foo [bar*](baz) [foo *bar](baz)* **foo [bar** baz](q) `a` *`b`* **`c` d** [*a](b) c*
====
Text with [@cite], [tweet:1], {{ x }}, {% y %}, https://bare.example/a_b_c?x=1&y=2 and www.example.org.
====
سلام *دنیا* و **آب** [پیوند](نشانی "عنوان") `کد`

## عنوان

- یک
- دو

水*河*水 **水**河
====
\u00a0 nbsp start

\u3000ideographic space

a\u2028b\u2029c\u0085d \ufeff e
====
[a]: <b c>
[a]: x y
[]: z
[q]: "t"
 [w]: w 'a' b
[e]: e
"t"

[a] [] [q] [w] [e] [
a]
====
- a
b
- c
 d
  - e
   - f
    - g
====
> a

    b

- c
> d

- e
    > f
  > g
====
<b>*a*</b> <B>x</B> </b> </i <i <b><i>a</b></i> <a <b>> <x-y z> <a href='b"c' d> </ b> <1> <_a>
====
<a href="https://x.example/?a=1&b=2">*a*</a> <img alt="[a](b)" src="c_d_e"> <span title="`x`">`y`</span>
====
*a
b* **c
d** [e
f](g
h) `i
j` <b
c> ![k
l](m
"n
o")
====
a<br>b<br/>c
<br>
d

<br>

*x*<br>*y*
====
!!!a

!!! note "Title"
    Body *b*

*[abbr]: Abbreviation
abbr "quoted" -- and... done

[TOC]
====
*foo [bar*](baz) [foo *bar](baz)* **foo [bar** baz](q) `a` *`b`* **`c` d** [*a](b) c* _a_b_ *a*b* __a__b__
====
[x](y'( and [x](y"( and [x](y 't( [x](y
====
1986\\. A great year. 1986. x

1986. A year
+ a
+ b
""".replace("␠", " ").split("====\n")[0:]
