"""What each figure says, in one sentence for the page; ``eval/README.md`` defines them."""

from __future__ import annotations

from collections.abc import Mapping

MEANINGS: Mapping[str, str] = {
    "nDCG@10": "How high the relevant passages stand among the first ten.",
    "Success@1": "Whether the first passage is relevant.",
    "Success@5": "Whether a relevant passage is among the first five.",
    "RR@10": "One divided by the rank of the first relevant passage, within ten.",
    "R@5": "The share of the relevant passages that is among the first five.",
    "answer_hit": "Whether an answer (all of several, where all are wanted) is shown.",
    "list_complete": "The share of a wanted list that is shown.",
    "sentences_shown": "How many sentences an answer shows.",
    "citation_exact": "The share of citations whose quote is the document's at its span.",
    "citation_support": "The share of quoted sentences that say nothing their quotes do not.",
    "false_refusal": "Whether a question that the documents answer was refused.",
    "false_answer": "Whether a question that they do not answer was answered.",
    "false_answer_near": "Whether one close to the documents, yet without answer, was answered.",
    "false_answer_far": "Whether one far from the documents was answered.",
    "script_parity": "Whether Simplified and Traditional form return the same passages in order.",
    "language_parity": "Whether an English or Russian question finds what a Chinese one does.",
    "doubted": "Whether an answer says that it may be none.",
    "followup_parity": "Whether a follow-up shows the answer that its full form shows.",
    "refusal_auroc": (
        "The probability that a question with an answer gets more confidence than one without."
    ),
    "false_answer_at_5pct_refusal": (
        "The share of unanswerable questions above the threshold that refuses 5 % of the others."
    ),
}
