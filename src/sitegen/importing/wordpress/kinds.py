"""Types and states of WordPress's things: which are articles that readers saw, which are nobody's reading.

Only what is known to be public is published: plug-ins make types and states of their own, and keep
letters, orders and notes for themselves in them.
"""

from __future__ import annotations

from sitegen.importing.wordpress.wxr import Item

MACHINERY = frozenset(
    """
    acf-field acf-field-group acf-post-type acf-taxonomy acf-ui-options-page amp_validated_url
    astra-advanced-hook bp-email custom-css-js custom_css customize_changeset display_type
    displayed_gallery elementor_font elementor_icons elementor_library elementor_snippet et_body_layout
    et_footer_layout et_header_layout et_pb_layout et_template et_theme_builder fl-builder-template
    fusion_element fusion_icons fusion_tb_layout fusion_tb_section fusion_template gal_display_source
    jetpack_migration jp_img_sitemap jp_sitemap jp_sitemap_master lightbox_library mailpoet_page
    mc4wp-form ml-slide ml-slider nav_menu_item ngg_album ngg_gallery ngg_pictures oceanwp_library
    oembed_cache polylang_mo popup popup_theme product_variation rank_math_schema revision safecss
    scheduled-action shop_coupon shop_webhook tablepress_table templatera vc4_templates vc_grid_item
    wp_block wp_font_face wp_font_family wp_global_styles wp_navigation wp_template wp_template_part
    wpcf7_contact_form wpcode wpforms
    """.split()
)
"""Parts of the machinery: menus, layouts, forms, codes."""

RECORDS = frozenset(
    """
    bp-signup donation edd_discount edd_log edd_payment email_log feedback flamingo_contact
    flamingo_inbound flamingo_outbound frm_entry give_log give_payment guest-author job_application
    llms_order mepr-transaction message nf_sub petition_signature postman_sent_mail resume
    sfwd-transactions shop_order shop_order_placehold shop_order_refund shop_subscription tec_tc_attendee
    tec_tc_order tribe_rsvp_attendees tribe_tpp_attendees tribe_tpp_orders tribe_wooticket user_request
    wc_booking wc_user_membership wp_log wpcf7s wpforms_entries
    """.split()
)
"""Records of people: what they wrote, bought, signed, gave, and how they are reached."""

ARTICLES = frozenset(
    """
    analysis announcement announcements article articles blog book books brief campaign campaigns
    case-studies case-study case_study countries country course courses declaration docs document
    documents episode episodes essay event events exhibition factsheet factsheets faq faqs film films
    galleries gallery glossary interview interviews issue issues jetpack-portfolio jetpack-testimonial
    knowledgebase lesson news news-item news_item opinion page paper papers podcast podcasts portfolio
    post press press-release press-releases press_release product products project projects publication
    publications recipe recipes report reports research resource resources review reviews statement
    statements stories story team testimonial testimonials testimony timeline tribe_events urgent-action
    urgent_action video videos web-story
    """.split()
)
"""Types whose things are made to be read by everybody."""

_PUBLIC = frozenset({"publish", "future", ""})
_UNFINISHED = frozenset({"draft", "pending"})
_KEPT_BACK = frozenset({"private", "trash", "auto-draft"})


def kind_of(item: Item) -> str:
    """The type of an item."""
    return item.get("wp:post_type") or "post"


def is_left_out(kind: str) -> bool:
    """Whether things of this type never become articles."""
    return kind in MACHINERY or kind in RECORDS


def kept_back(item: Item) -> str:
    """Why an item is kept from readers, in a word; "" for articles, pages and drafts."""
    if item.get("wp:post_password"):
        return "password-protected"
    state = _state(item)
    return state if state in _KEPT_BACK else ""


def is_public(item: Item) -> bool:
    """Whether readers can see an item, or will at its date."""
    return _state(item) in _PUBLIC and kind_of(item) in ARTICLES and not kept_back(item)


def is_shown(item: Item) -> bool:
    """Whether readers see an item now, of whatever type."""
    return _state(item) in {"publish", ""} and not kept_back(item)


def is_draft(item: Item) -> bool:
    """Whether an item becomes a draft: it was not finished, or nothing tells that readers saw it."""
    return not is_public(item) and not kept_back(item)


def odd_state(item: Item) -> str:
    """The state of an item, if it is none of WordPress's own for articles; else an empty text."""
    state = _state(item)
    return "" if state in _PUBLIC | _UNFINISHED | _KEPT_BACK else state


def _state(item: Item) -> str:
    return item.get("wp:status").lower()
