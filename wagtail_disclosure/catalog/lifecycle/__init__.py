"""What becomes of public content: links that lead nowhere, files that nothing holds, expiry."""
