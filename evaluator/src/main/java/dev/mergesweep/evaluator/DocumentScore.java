package dev.mergesweep.evaluator;

/**
 * What a forward pass said of one document.
 *
 * @param tokens number of scored tokens
 * @param nats summed negative log-likelihood of the scored tokens, natural logarithm, summed in double in token order
 * @param bytes of the text in UTF-8
 * @param words pieces of the text between white space, as lm-eval counts them
 */
public record DocumentScore(String domain, String document, long tokens, double nats, long bytes, long words) {}
