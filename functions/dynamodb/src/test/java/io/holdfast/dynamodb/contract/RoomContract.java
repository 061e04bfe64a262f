package io.holdfast.dynamodb.contract;

/** A part of the contract, on resources of a store. */
interface RoomContract {
    /** A resource that no other test uses. */
    Room room();
}
