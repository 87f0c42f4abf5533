package io.dealledger.fact;

/** Who invoices or delivers, which says nothing about who brought the deal. */
public enum FulfilmentRole {
    RESELLER, MARKETPLACE, IMPLEMENTATION
}
