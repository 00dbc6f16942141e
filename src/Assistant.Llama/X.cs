namespace Assistant.Llama; internal static class X; 
