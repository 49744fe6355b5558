package io.countersign.adapters.crypto; /** x */ public interface X {}
