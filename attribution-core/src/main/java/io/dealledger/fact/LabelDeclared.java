package io.dealledger.fact;

/** What the company says it is. */
@Kind("label.declared")
public record LabelDeclared(String label, String declaredBy) implements CompanyFact {}
